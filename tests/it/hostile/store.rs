//! The store itself: what it holds, its ledger, its rosters.

use candor_model::Rules;
use candor_release::{Ledger, Purpose, Step};

use crate::store::{day, key, person};

use super::Damage;
use super::forge::*;

/// Damages with the step that refuses each.
pub(super) fn damages() -> Vec<Damage> {
    vec![
        // 1. What a store holds.
        ("a file that was added at the top", Step::Store, |f| f.write("note.txt", "hello")),
        ("a folder that was added at the top", Step::Store, |f| f.write("extra/x", "hello")),
        ("a change that was begun, damaged", Step::Store, |f| f.write("pending/plan.json", "{")),
        ("a change that was begun, of another form", Step::Store, |f| {
            f.write("pending/plan.json", "{\"line\":1}")
        }),
        // 2. The ledger.
        ("a bit of the ledger turned", Step::Ledger, |f| f.flip("ledger.jsonl", 300)),
        ("the ledger's first line taken out", Step::Ledger, |f| {
            let text = String::from_utf8(f.read("ledger.jsonl")).expect("text");
            f.write("ledger.jsonl", text.split_once('\n').expect("two lines").1);
        }),
        ("a line in the middle taken out", Step::Ledger, |f| {
            let text = String::from_utf8(f.read("ledger.jsonl")).expect("text");
            let mut lines: Vec<&str> = text.lines().collect();
            lines.remove(2);
            f.write("ledger.jsonl", lines.join("\n") + "\n");
        }),
        ("two lines in another order", Step::Ledger, |f| {
            let text = String::from_utf8(f.read("ledger.jsonl")).expect("text");
            let mut lines: Vec<&str> = text.lines().collect();
            lines.swap(1, 2);
            f.write("ledger.jsonl", lines.join("\n") + "\n");
        }),
        ("a last line that is not whole", Step::Ledger, |f| {
            let bytes = f.read("ledger.jsonl");
            f.write("ledger.jsonl", &bytes[..bytes.len() - 20]);
        }),
        ("a line written in other spacing", Step::Ledger, |f| {
            f.replace("ledger.jsonl", "{\"number\":1,", "{ \"number\":1,")
        }),
        ("a line with a key that nobody knows", Step::Ledger, |f| {
            f.replace("ledger.jsonl", "{\"number\":1,", "{\"x\":0,\"number\":1,")
        }),
        ("a line of an earlier day than the one before", Step::Ledger, |f| {
            let mut entries = f.lines();
            entries.last_mut().expect("a line").on = day(-5);
            f.chain(entries);
        }),
        ("a line of lesser rules than the one before", Step::Ledger, |f| {
            let mut entries = f.lines();
            entries.last_mut().expect("a line").rules = Rules::One;
            f.chain(entries);
        }),
        ("a last line of rules that nobody knows yet", Step::Ledger, |f| {
            let text = String::from_utf8(f.read("ledger.jsonl")).expect("text");
            let (before, last) = text.trim_end().rsplit_once('\n').expect("two lines");
            let newer = last.replace(
                &format!("\"rules\":{}", Rules::NEWEST.number()),
                &format!("\"rules\":{},\"more\":[]", Rules::NEWEST.number() + 1),
            );
            assert_ne!(newer, last);
            f.write("ledger.jsonl", format!("{before}\n{newer}\n"));
        }),
        ("rules that are named though a line without them means the same", Step::Ledger, |f| {
            let mut entries = f.lines();
            entries.truncate(1);
            entries[0].rules = Rules::One;
            let line = serde_json::to_string(&entries[0]).expect("a line");
            let line = line.replace("\"action\"", "\"rules\":1,\"action\"");
            f.write("ledger.jsonl", format!("{line}\n"));
        }),
        ("a change that was begun, with a line of lesser rules", Step::Ledger, |f| {
            let mut last = f.lines().pop().expect("a line");
            last.number += 1;
            last.before = Ledger::parse(&f.read("ledger.jsonl")).expect("a ledger").head;
            last.rules = Rules::One;
            let line = serde_json::to_string(&last).expect("a line") + "\n";
            let plan = serde_json::json!({ "line": line, "moves": [], "removes": [] });
            f.write("pending/plan.json", plan.to_string());
        }),
        ("a change that was begun on another ledger", Step::Ledger, |f| {
            f.write(
                "pending/plan.json",
                "{\"line\":\"{\\\"before\\\":\\\"00\\\"}\\n\",\"moves\":[],\"removes\":[]}",
            );
        }),
        ("garbage for a ledger", Step::Ledger, |f| f.write("ledger.jsonl", [0xff, 0xfe, b'\n'])),
        // 3. Rosters.
        ("a bit of the first roster turned", Step::Rosters, |f| f.flip("roster/0001.json", 200)),
        ("the second roster missing", Step::Rosters, |f| f.remove("roster/0002.json")),
        ("a roster that the ledger does not name", Step::Rosters, |f| {
            f.write("roster/0003.json", "{}")
        }),
        ("allowed signers with a stranger", Step::Rosters, |f| {
            let mut text = f.read("allowed_signers");
            text.extend(b"eve ssh-ed25519 AAAA\n");
            f.write("allowed_signers", text);
        }),
        ("allowed signers missing", Step::Rosters, |f| f.remove("allowed_signers")),
        ("a second roster that follows another first one", Step::Rosters, |f| {
            f.roster(&["ada", "pam"], |roster| roster.before = "0".repeat(64));
        }),
        ("one person as two, with one key", Step::Rosters, |f| {
            f.roster(&["ada", "pam"], |roster| {
                let mut twin = roster.people[0].clone();
                "ada-two".clone_into(&mut twin.id);
                "Ada Second".clone_into(&mut twin.name);
                roster.people.push(twin);
            });
        }),
        ("one person as two, with one name", Step::Rosters, |f| {
            f.roster(&["ada", "pam"], |roster| {
                let mut twin = person("tom", day(2));
                "tom-two".clone_into(&mut twin.id);
                twin.keys = vec![key(99).public_key().to_openssh().expect("a key")];
                roster.people.push(twin);
            });
        }),
        ("a roster of one person", Step::Rosters, |f| {
            f.roster(&["ada", "pam"], |roster| roster.people.truncate(1));
        }),
        // 4. Changes of the roster.
        ("a roster that one person signed", Step::RosterChanges, |f| f.roster(&["ada"], |_| {})),
        ("a roster that nobody signed", Step::RosterChanges, |f| f.roster(&[], |_| {})),
        ("a roster that one person signed twice", Step::RosterChanges, |f| {
            f.roster(&["ada"], |_| {});
            let signature = f.read("roster/0002.json.ada.sig");
            f.write("roster/0002.json.pam.sig", signature);
        }),
        ("a roster signed for another purpose", Step::RosterChanges, |f| {
            let bytes = f.read("roster/0002.json");
            let signature = f.sign("pam", Purpose::Release, &bytes);
            f.write("roster/0002.json.pam.sig", signature);
        }),
        ("a roster signed by a person whose key had run out", Step::RosterChanges, |f| {
            f.first_roster(&["ada", "pam"], |roster| runs_out(roster, "pam", day(1)));
        }),
        ("a roster's signatures swapped", Step::RosterChanges, |f| {
            f.swap("roster/0002.json.ada.sig", "roster/0002.json.pam.sig")
        }),
    ]
}
