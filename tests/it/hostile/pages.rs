//! What is printed and listed: words, pages, codes, versions, withdrawals, current versions.

use candor_model::digest::sha256;
use candor_release::manifest::SignedCurrent;
use candor_release::{Action, Purpose, Step};
use serde_json::Value;

use crate::store::{OTHER, day};

use super::Damage;
use super::forge::*;

/// Damages with the step that refuses each.
pub(super) fn damages() -> Vec<Damage> {
    vec![
        // 11. The text of record.
        ("a text of record with one word changed, signed by all", Step::TextOfRecord, |f| {
            f.candidate("1", |files, _| {
                let record = String::from_utf8(files["record.txt"].clone()).expect("text");
                files.insert(
                    "record.txt".to_owned(),
                    record.replacen("opioid", "aspirin", 1).into_bytes(),
                );
            });
        }),
        ("a content digest of nothing, signed by all", Step::TextOfRecord, |f| {
            f.candidate("1", |_, cut| cut.content = sha256(b""));
        }),
        // 12. Released pages.
        ("a released composition with one word changed", Step::ReleaseBlock, |f| {
            f.composition(|value| value["purpose"]["runs"][0]["text"] = "It cures you.".into());
        }),
        ("a released composition with a section less", Step::ReleaseBlock, |f| {
            f.composition(|value| {
                value["sections"].as_array_mut().expect("sections").remove(0);
            });
        }),
        ("a released composition without its reviewers", Step::ReleaseBlock, |f| {
            f.composition(|value| {
                let text = value.to_string().replace("Pam Example", "Nobody");
                *value = serde_json::from_str(&text).expect("JSON");
            });
        }),
        ("a released composition with a longer name", Step::ReleaseBlock, |f| {
            f.composition(|value| {
                let text = value.to_string().replace("Pam Example", "Pam Examples");
                *value = serde_json::from_str(&text).expect("JSON");
            });
        }),
        ("a released composition of another version", Step::ReleaseBlock, |f| {
            f.composition(|value| {
                let text = value.to_string().replace("Version 1. Check", "Version 2. Check");
                *value = serde_json::from_str(&text).expect("JSON");
            });
        }),
        ("a released composition missing", Step::ReleaseBlock, |f| {
            f.release("1", |files, _, _| {
                files.remove(&released());
            });
        }),
        // 13. Codes.
        ("another check code, signed by all", Step::Codes, |f| {
            let other = "00000-00000-00000-00000";
            let mut before = String::new();
            f.candidate("1", |_, cut| before = std::mem::replace(&mut cut.code, other.to_owned()));
            f.release("1", |files, _, _| {
                let name = released();
                let text = String::from_utf8(files[&name].clone()).expect("text");
                files.insert(name, text.replace(&before, other).into_bytes());
            });
        }),
        ("a QR code that a pharmacist signed", Step::Codes, |f| {
            let other = requoted(f, "pam");
            f.release("1", |files, about, _| requote(files, about, &other));
        }),
        // 14. The order of versions.
        ("a second version that was cut from nothing", Step::Succession, |f| {
            f.candidate("2", |_, cut| cut.previous = None);
        }),
        // 15. Withdrawals and reviews.
        ("a withdrawal's statement missing", Step::Statements, |f| {
            f.remove(&format!("withdrawn/{OTHER}-1.json"))
        }),
        ("a withdrawal's statement changed", Step::Statements, |f| {
            f.flip(&format!("withdrawn/{OTHER}-1.json"), 60)
        }),
        ("a withdrawal's signature missing", Step::Statements, |f| {
            f.remove(&format!("withdrawn/{OTHER}-1.json.sig"))
        }),
        ("a withdrawal that the ledger does not name", Step::Statements, |f| {
            f.write("withdrawn/ldn-x-1.json", "{}")
        }),
        ("a withdrawal signed by a pharmacist", Step::Statements, |f| {
            let path = format!("withdrawn/{OTHER}-1.json");
            let signature = f.sign("pam", Purpose::Withdrawal, &f.read(&path));
            f.write(&format!("{path}.sig"), signature);
        }),
        ("a withdrawal that was taken back by taking out its line", Step::Statements, |f| {
            let mut entries = f.lines();
            entries.retain(|entry| !matches!(entry.action, Action::Withdraw { .. }));
            f.chain(entries);
            f.current(|current| current.versions.iter_mut().for_each(|row| row.withdrawn = None));
        }),
        ("a withdrawal by a publisher whose key had run out", Step::Statements, |f| {
            f.roster(&["ada", "pam"], |roster| runs_out(roster, "peg", day(1)));
        }),
        ("a review by a pharmacist before the first day", Step::Statements, |f| {
            f.roster(&["ada", "pam"], |roster| {
                roster.people.iter_mut().filter(|p| p.id == "tom").for_each(|p| p.from = day(3));
            });
        }),
        ("a monograph's review changed", Step::Statements, |f| {
            f.flip("monographs/low-dose-naltrexone-1.whole.json", 900)
        }),
        ("a monograph's review signed by the author", Step::Statements, |f| {
            let signature = f.sign(
                "ada",
                Purpose::Declaration,
                &f.read("monographs/low-dose-naltrexone-1.whole.json"),
            );
            f.write("monographs/low-dose-naltrexone-1.whole.json.sig", signature);
        }),
        ("a monograph's review in the form that leaves words out", Step::Statements, |f| {
            let path = "monographs/low-dose-naltrexone-1.whole.json";
            let mut review: Value = serde_json::from_slice(&f.read(path)).expect("JSON");
            let whole = review["text"].as_str().expect("a text");
            assert!(whole.starts_with("candor monograph 2\n"));
            let partial = whole.replacen("monograph 2", "monograph 1", 1);
            let text = sha256(partial.as_bytes());
            (review["content"], review["text"]) = (text.clone().into(), partial.into());
            let bytes = serde_json::to_vec_pretty(&review).expect("JSON");
            f.write(path, &bytes);
            f.write(&format!("{path}.sig"), f.sign("tom", Purpose::Declaration, &bytes));
            let mut entries = f.lines();
            for entry in &mut entries {
                if let Action::Monograph { content, sha256: file, .. } = &mut entry.action {
                    (*content, *file) = (text.clone(), sha256(&bytes));
                }
            }
            f.chain(entries);
            f.current(|_| {});
        }),
        // 16. The list of current versions.
        ("a list of current versions with a bit turned", Step::CurrentList, |f| {
            f.flip("current.json", 400)
        }),
        ("a list of current versions missing", Step::CurrentList, |f| f.remove("current.json")),
        ("a list of current versions that names an old version", Step::CurrentList, |f| {
            f.current(|current| {
                current.versions.iter_mut().for_each(|row| {
                    row.version = candor_release::Version::parse("1").expect("a version");
                });
            });
        }),
        ("a list that hides a withdrawal", Step::CurrentList, |f| {
            f.current(|current| current.versions.iter_mut().for_each(|row| row.withdrawn = None));
        }),
        ("a list that knows another ledger", Step::CurrentList, |f| {
            f.current(|current| current.ledger.sha256 = "0".repeat(64))
        }),
        ("a list that knows more lines than there are", Step::CurrentList, |f| {
            f.current(|current| current.ledger.number += 3)
        }),
        ("a list of tomorrow", Step::CurrentList, |f| f.current(|current| current.issued = day(6))),
        ("a list signed by nobody", Step::CurrentList, |f| {
            let mut signed: SignedCurrent =
                serde_json::from_slice(&f.read("current.json")).expect("a list");
            "-----BEGIN SSH SIGNATURE-----".clone_into(&mut signed.signature);
            f.write("current.json", serde_json::to_vec_pretty(&signed).expect("text"));
        }),
        ("an old list, replayed", Step::CurrentList, |f| {
            f.current(|current| current.counter = 1);
        }),
        ("a ledger rolled back to before the withdrawal", Step::CurrentList, |f| {
            let mut entries = f.lines();
            let keep =
                entries.iter().position(|entry| matches!(entry.action, Action::Withdraw { .. }));
            entries.truncate(keep.expect("a withdrawal"));
            f.chain(entries);
            for gone in ["withdrawn", "monographs"] {
                f.remove(gone);
            }
        }),
    ]
}
