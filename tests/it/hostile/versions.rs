//! Candidates and releases: files, signatures, declarations, the policy.

use candor_model::{Role, Rules};
use candor_release::{Look, Purpose, Step};

use crate::store::{SHEET, copy, day};

use super::forge::*;
use super::{Damage, ONE};

/// Damages with the step that refuses each.
pub(super) fn damages() -> Vec<Damage> {
    vec![
        // 5. Releases and the ledger.
        ("a release manifest with a bit turned", Step::Manifests, |f| {
            f.flip(&format!("{ONE}/release.json"), 500)
        }),
        ("a release manifest missing", Step::Manifests, |f| {
            f.remove(&format!("{ONE}/release.json"))
        }),
        ("a release missing", Step::Manifests, |f| f.remove(ONE)),
        ("two releases in each other's place", Step::Manifests, |f| {
            f.rename(ONE, "published/x");
            f.rename("published/ldn-fibromyalgia/2", ONE);
            f.rename("published/x", "published/ldn-fibromyalgia/2");
        }),
        ("a release that the ledger does not name", Step::Manifests, |f| {
            copy(&f.at(ONE), &f.at("published/ldn-fibromyalgia/9"))
        }),
        ("a release of a sheet that the ledger does not name", Step::Manifests, |f| {
            copy(&f.at(ONE), &f.at("published/ldn-other/1"))
        }),
        ("the older manifest in the newer one's place", Step::Manifests, |f| {
            let old = f.read(&format!("{ONE}/release.json"));
            f.write("published/ldn-fibromyalgia/2/release.json", old);
        }),
        // 6. The publisher's signature.
        ("a release's signature with a bit turned", Step::Publisher, |f| {
            f.flip(&format!("{ONE}/release.json.sig"), 120)
        }),
        ("a release's signature missing", Step::Publisher, |f| {
            f.remove(&format!("{ONE}/release.json.sig"))
        }),
        ("two releases' signatures swapped", Step::Publisher, |f| {
            f.swap(
                &format!("{ONE}/release.json.sig"),
                "published/ldn-fibromyalgia/2/release.json.sig",
            );
        }),
        ("a release signed by a pharmacist", Step::Publisher, |f| {
            let signature =
                f.sign("pam", Purpose::Release, &f.read(&format!("{ONE}/release.json")));
            f.write(&format!("{ONE}/release.json.sig"), signature);
        }),
        ("a release signed for another purpose", Step::Publisher, |f| {
            let signature =
                f.sign("peg", Purpose::Declaration, &f.read(&format!("{ONE}/release.json")));
            f.write(&format!("{ONE}/release.json.sig"), signature);
        }),
        ("a release that names a publisher who is none", Step::Publisher, |f| {
            f.release("1", |_, about, _| "pam".clone_into(&mut about.publisher));
        }),
        ("a release by a publisher whose key had run out", Step::Publisher, |f| {
            f.first_roster(&["ada", "pam"], |roster| runs_out(roster, "peg", day(-1)));
        }),
        ("a release before its publisher's first day", Step::Publisher, |f| {
            f.release("1", |_, about, _| about.published = day(-3));
        }),
        // 7. Files.
        ("a released PDF with a bit turned", Step::Files, |f| {
            f.flip(&format!("{ONE}/{SHEET}.v1.handout.letter.en-us.pdf"), 3000)
        }),
        ("a released PDF cut short", Step::Files, |f| {
            let path = format!("{ONE}/{SHEET}.v1.handout.letter.en-us.pdf");
            let bytes = f.read(&path);
            f.write(&path, &bytes[..bytes.len() / 2]);
        }),
        ("a released PDF missing", Step::Files, |f| {
            f.remove(&format!("{ONE}/{SHEET}.v1.handout.letter.en-us.pdf"))
        }),
        ("a file added to a release", Step::Files, |f| {
            f.write(&format!("{ONE}/extra.pdf"), "hello")
        }),
        ("a file renamed in a release", Step::Files, |f| {
            f.rename(&format!("{ONE}/release-note.txt"), &format!("{ONE}/note.txt"))
        }),
        ("sums that fit nothing", Step::Files, |f| f.flip(&format!("{ONE}/SHA256SUMS"), 3)),
        ("a FHIR document with another digest", Step::Files, |f| {
            f.flip(&format!("{ONE}/fhir/{SHEET}.v1.handout.letter.en-us.json"), 700)
        }),
        ("stored inputs changed", Step::Files, |f| {
            f.replace(&format!("{ONE}/candidate/inputs/candor.toml"), "letter", "a4")
        }),
        ("a stored declaration missing", Step::Files, |f| {
            f.remove(&format!("{ONE}/candidate/declarations/pam.json"))
        }),
        // 8. The candidate.
        ("a candidate of another digest", Step::Candidate, |f| {
            f.release("1", |_, about, _| about.candidate = "0".repeat(64))
        }),
        ("a candidate's file changed and signed over by the publisher", Step::Candidate, |f| {
            f.release("1", |files, _, _| {
                files.get_mut("candidate/record.txt").expect("a record").push(b' ');
            });
        }),
        ("a file added to a candidate by the publisher", Step::Candidate, |f| {
            f.release("1", |files, _, _| {
                files.insert("candidate/more.txt".to_owned(), b"more".to_vec());
            });
        }),
        ("a candidate's file taken out by the publisher", Step::Candidate, |f| {
            f.release("1", |files, _, _| {
                files.remove("candidate/carries.json");
            });
        }),
        ("a later review-due date than was signed", Step::Candidate, |f| {
            f.release("1", |_, about, published| {
                about.due = day(7);
                published.due = day(7);
            });
        }),
        ("a class that was lowered", Step::Candidate, |f| {
            f.candidate("1", |_, cut| cut.class = candor_model::Class::Layout);
        }),
        ("a whole ledger that was put under earlier rules", Step::Candidate, |f| {
            let mut entries = f.lines();
            entries.iter_mut().for_each(|entry| entry.rules = Rules::One);
            f.chain(entries);
            f.current(|_| {});
        }),
        ("a candidate by earlier rules than its line, signed by all", Step::Candidate, |f| {
            f.candidate("2", |_, cut| {
                (cut.rules, cut.looks, cut.needs) = (Rules::One, Vec::new(), None);
            });
        }),
        ("materials that are not the stored inputs, signed by all", Step::Candidate, |f| {
            f.candidate("2", |_, cut| {
                cut.materials.pop();
            });
        }),
        // 9. Declarations.
        ("a declaration that one person signed for another", Step::Declarations, |f| {
            f.release("1", |files, _, _| f.declare(files, "pam", "ada", |_| {}));
        }),
        ("a declaration over another candidate", Step::Declarations, |f| {
            f.release("1", |files, _, _| {
                f.declare(files, "pam", "pam", |d| d.candidate = "0".repeat(64))
            });
        }),
        ("a declaration in a role that the person does not have", Step::Declarations, |f| {
            f.release("1", |files, _, _| {
                f.declare(files, "pam", "pam", |d| {
                    d.role = Role::Clinician;
                    Role::Clinician.meaning().clone_into(&mut d.meaning);
                });
            });
        }),
        ("a declaration with another meaning", Step::Declarations, |f| {
            f.release("1", |files, _, _| {
                f.declare(files, "pam", "pam", |d| "I saw it".clone_into(&mut d.meaning))
            });
        }),
        ("a declaration before the person's first day", Step::Declarations, |f| {
            f.release("1", |files, _, _| f.declare(files, "pam", "pam", |d| d.on = day(-1)));
        }),
        ("a declaration by a person whose key had run out", Step::Declarations, |f| {
            f.first_roster(&["ada", "cora"], |roster| runs_out(roster, "pam", day(-1)));
        }),
        ("a declaration of the day after publication", Step::Declarations, |f| {
            f.release("1", |files, about, _| {
                f.declare(files, "pam", "pam", |d| d.on = day(1));
                about
                    .reviewers
                    .iter_mut()
                    .filter(|r| r.person == "pam")
                    .for_each(|r| r.on = day(1));
            });
        }),
        ("a declaration by somebody who came to the roster later", Step::Declarations, |f| {
            f.release("1", |files, _, _| {
                let bytes = files["candidate/declarations/pam.json"].clone();
                files.insert("candidate/declarations/tom.json".to_owned(), bytes);
                files.insert("candidate/declarations/tom.json.sig".to_owned(), Vec::new());
                f.declare(files, "tom", "tom", |d| {
                    "tom".clone_into(&mut d.person);
                    "Tom Example".clone_into(&mut d.name);
                });
            });
        }),
        ("a reviewer whom nobody signed for", Step::Declarations, |f| {
            f.release("1", |_, about, _| {
                let mut more = about.reviewers[0].clone();
                "cora".clone_into(&mut more.person);
                about.reviewers.push(more);
            });
        }),
        ("a declaration in another name", Step::Declarations, |f| {
            f.release("1", |files, _, _| {
                f.declare(files, "pam", "pam", |d| "Dr Pam".clone_into(&mut d.name))
            });
        }),
        ("a declaration's signature for another purpose", Step::Declarations, |f| {
            f.release("1", |files, _, _| {
                let name = "candidate/declarations/pam.json";
                let signature = f.sign("pam", Purpose::Release, &files[name]);
                files.insert(format!("{name}.sig"), signature);
            });
        }),
        // 10. The policy.
        ("the author alone", Step::Policy, |f| {
            f.release("1", |files, about, _| {
                files.retain(|name, _| !name.contains("declarations/pam"));
                about.reviewers.retain(|r| r.person != "pam");
            });
        }),
        ("one reviewer alone", Step::Policy, |f| {
            f.release("1", |files, about, _| {
                files.retain(|name, _| !name.contains("declarations/ada"));
                about.reviewers.retain(|r| r.person != "ada");
            });
        }),
        ("a stored policy that asks for nobody", Step::Policy, |f| {
            f.candidate("1", |_, cut| cut.policy.safety.people = 0);
            f.release("1", |files, about, _| {
                files.retain(|name, _| !name.contains("declarations/pam"));
                about.reviewers.retain(|r| r.person != "pam");
            });
        }),
        ("a role that the policy asks for missing", Step::Policy, |f| {
            f.candidate("1", |_, cut| {
                cut.policy.safety.roles.insert(Role::Clinician);
                cut.needs.as_mut().expect("needs").roles.insert(Role::Clinician);
            });
        }),
        ("a template that the candidate does not speak of, signed by all", Step::Policy, |f| {
            f.candidate("2", |files, cut| template(files, cut));
        }),
        (
            "another program that the candidate does not speak of, signed by all",
            Step::Policy,
            |f| {
                f.candidate("2", |_, cut| cut.tool.assets = "0".repeat(64));
            },
        ),
        ("a policy that the candidate does not speak of, signed by all", Step::Policy, |f| {
            f.candidate("2", |_, cut| cut.policy.layout.people = 9);
        }),
        ("a change of looks that was made up, signed by all", Step::Policy, |f| {
            f.candidate("2", |_, cut| cut.looks.push(Look::Program));
        }),
        ("fewer signatures than a change asks for, signed by all", Step::Policy, |f| {
            f.candidate("2", |_, cut| cut.needs.as_mut().expect("needs").people = 1);
        }),
        ("no word of the signatures that are needed, signed by all", Step::Policy, |f| {
            f.candidate("2", |_, cut| cut.needs = None);
        }),
        ("a role that the version before it asked for missing", Step::Policy, |f| {
            f.candidate("1", |_, cut| {
                cut.policy.safety.roles.insert(Role::Pharmacist);
                cut.policy.safety.people = 2;
                cut.needs.as_mut().expect("needs").roles.insert(Role::Pharmacist);
            });
        }),
        ("a waiver whose person did not sign", Step::Policy, |f| {
            f.candidate("1", |_, cut| cut.waivers.push("Dr Who".to_owned()));
        }),
    ]
}
