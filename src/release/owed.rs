//! Step 10, worked out by the verifier for itself: what a candidate must say of its looks, and whose
//! signatures it must ask for.
//!
//! `asked` works out the same for those who cut and publish. Both know what looks are (`looks`) and
//! share no other code, so that a fault in one does not approve itself.

use std::collections::BTreeMap;

use super::look::{How, Look};
use super::looks::Basis;
use super::manifest::Tool;
use candor_model::{Class, Rules};
use candor_workspace::policy::{Needs, Policy};

/// Returns what a candidate must say of looks and policy, and the signatures that follow from it.
///
/// `before` is the sheet's last version; `last` is the policy of the last version of any sheet.
pub(super) fn owed(
    rules: Rules,
    class: Class,
    own: &Basis,
    before: Option<&Basis>,
    last: Option<&Policy>,
) -> (Vec<Look>, Option<Needs>) {
    if !rules.weigh_looks() {
        return (Vec::new(), None);
    }
    let mut concerned = vec![own.policy()];
    concerned.extend(before.map(Basis::policy));
    concerned.extend(last);
    let mut looks = Vec::new();
    if let Some(before) = before {
        differences(&mut looks, before, own);
    }
    if concerned.iter().any(|policy| *policy != own.policy()) {
        looks.push(Look::Policy);
    }
    let of_class = own.policy().needs(class);
    let mut roles = of_class.roles.clone();
    let mut people = of_class.people.max(rules.least_people(class));
    let is_first = before.is_none();
    if is_first || !looks.is_empty() {
        for needs in concerned.into_iter().map(|policy| policy.needs(Class::Safety)) {
            roles.extend(&needs.roles);
            people = people.max(needs.people);
        }
    }
    (looks, Some(Needs { roles, people }))
}

/// Adds each file, each setting and the program that are not those of the version before.
fn differences(looks: &mut Vec<Look>, before: &Basis, own: &Basis) {
    for (path, how) in changed(before.files(), own.files()) {
        looks.push(Look::File { path, how });
    }
    // Settings that cannot be read count as a file.
    let none = BTreeMap::new();
    let (old, new) = (before.settings().unwrap_or(&none), own.settings().unwrap_or(&none));
    for (key, how) in changed(old, new) {
        looks.push(Look::Setting { key, how });
    }
    let wherever = |tool: &Tool| Tool { target: String::new(), ..tool.clone() };
    if wherever(before.tool()) != wherever(own.tool()) {
        looks.push(Look::Program);
    }
}

/// Returns what became of each key, in their order.
fn changed(
    old: &BTreeMap<String, String>,
    new: &BTreeMap<String, String>,
) -> BTreeMap<String, How> {
    let mut all = BTreeMap::new();
    for (key, value) in new {
        match old.get(key) {
            None => drop(all.insert(key.clone(), How::Added)),
            Some(was) if was != value => drop(all.insert(key.clone(), How::Changed)),
            Some(_) => {}
        }
    }
    let gone = old.keys().filter(|key| !new.contains_key(*key));
    all.extend(gone.map(|key| (key.clone(), How::Removed)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asked::asked;
    use candor_model::Role;

    fn basis(files: &[(&str, &str)], policy: &Policy, engine: &str) -> Basis {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
        let tool = Tool { engine: engine.to_owned(), ..Tool::here() };
        Basis::of(&files.collect(), policy, &tool)
    }

    /// What one works out is what the other does, for each pair of a few versions.
    #[test]
    fn publisher_and_verifier_ask_for_the_same() {
        let strict = Policy {
            safety: Needs { roles: [Role::Clinician].into(), people: 3 },
            ..Policy::default()
        };
        let policies = [&Policy::default(), &strict];
        let inputs: [&[(&str, &str)]; 5] = [
            &[],
            &[("templates/own.typ", "a"), ("candor.toml", "paper = \"a4\"\n")],
            &[
                ("templates/own.typ", "b"),
                ("candor.toml", "paper = \"letter\"\njurisdiction = 1\n"),
            ],
            &[("templates/more.typ", "a"), ("candor.toml", "not TOML")],
            &[("candor.toml", "not TOML"), ("sheets/x.toml", "words")],
        ];
        let mut all = Vec::new();
        for files in inputs {
            for policy in policies {
                all.extend([basis(files, policy, "one"), basis(files, policy, "two")]);
            }
        }
        let mut n_looks = 0;
        for own in &all {
            for before in all.iter().map(Some).chain([None]) {
                for last in [None, Some(policies[0]), Some(policies[1])] {
                    for class in [Class::Safety, Class::Minor, Class::Layout] {
                        for rules in Rules::ALL {
                            let (looks, needs) = owed(rules, class, own, before, last);
                            n_looks += looks.len();
                            let asked = asked(rules, class, own, before, last);
                            assert_eq!((looks, needs), (asked.looks, asked.needs));
                        }
                    }
                }
            }
        }
        assert!(1000 < n_looks, "{n_looks}");
    }
}
