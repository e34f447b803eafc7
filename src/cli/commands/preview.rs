//! `candor preview`

use std::path::Path;

use candor_app::clock::Clock;
use candor_preview::Edge;
use ssh_key::rand_core::{OsRng, RngCore as _};

use crate::clock::{now, today};
use crate::environment::agent_socket;
use crate::error::{CommandError, DONE};
use crate::ui::Ui;
use crate::workspace::store_folder;
use crate::{opening, page};

/// See, write, review and sign sheets in a browser on this machine
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The port on 127.0.0.1; without it, any free one
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub port: u16,
    /// Also open the page in the usual browser
    #[arg(long)]
    pub open: bool,
}

/// Serves the workspace until the program is ended.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let store = store_folder(workspace)?;
    let root = store.parent().unwrap_or(&store);
    let token = token()?;
    let clock = Clock { now, today: || today(None) };
    let edge = Edge { clock, agent: agent_socket(), token: token.clone(), page: page::files() };
    candor_preview::serve(root, args.port, edge, |port| {
        let address = format!("http://127.0.0.1:{port}/#{token}");
        if ui.json() {
            ui.json_data(&serde_json::json!({ "address": address, "port": port }));
        } else {
            ui.data(&format!("{address}\n"));
        }
        ui.delivered()?;
        ui.say("open this address in a browser; end the preview with Ctrl+C");
        if args.open
            && let Err(error) = opening::open(&address, &token[..12])
        {
            ui.error(&error);
        }
        Ok(())
    })?;
    Ok(DONE)
}

/// Returns a token that nobody can guess.
fn token() -> Result<String, CommandError> {
    let mut bytes = [0; TOKEN_BYTES];
    OsRng.try_fill_bytes(&mut bytes).map_err(|error| {
        CommandError::world(format!("the system gives no random numbers: {error}"))
    })?;
    Ok(data_encoding::HEXLOWER.encode(&bytes))
}

/// How many random bytes the token has.
const TOKEN_BYTES: usize = 32;
