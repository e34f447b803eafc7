//! Which formats a release holds, and whose signatures it needs.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use candor_library::parse::{NeedsFile, PolicyFile};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::{Source, Spanned};
use candor_model::{Class, Format, Jurisdiction, Paper, Role, Rules};
use candor_sheet::rules::workspace_setting;

/// How many people's names a release has room for at least.
const LEAST_NAMES: u8 = 2;

/// What a release needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Policy {
    pub formats: Vec<Format>,
    /// On which paper; empty means the workspace's.
    pub papers: Vec<Paper>,
    /// For whom; empty means the workspace's.
    pub jurisdictions: Vec<Jurisdiction>,
    /// For a change that concerns safety, and for a first version.
    pub safety: Needs,
    /// For any other change of words.
    pub minor: Needs,
    /// For a change of looks alone.
    pub layout: Needs,
    /// In how many days a list of current versions runs out.
    pub current_days: u16,
}

/// Whose signatures are needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Needs {
    /// At least one signature in each of these roles.
    pub roles: BTreeSet<Role>,
    /// How many different people.
    pub people: u8,
}

impl Default for Policy {
    fn default() -> Self {
        let two = Needs { roles: BTreeSet::new(), people: 2 };
        Self {
            formats: Format::usual(),
            papers: Vec::new(),
            jurisdictions: Vec::new(),
            safety: two.clone(),
            minor: two.clone(),
            layout: two,
            current_days: 90,
        }
    }
}

impl Policy {
    /// Takes what `candor.toml` says, which may not ask for less than the rules do.
    pub fn resolve(policy: Option<PolicyFile>, file: &Source, rules: Rules) -> (Self, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        let mut resolved = Self::default();
        let Some(policy) = policy else { return (resolved, diagnostics) };
        if let Some(formats) = policy.formats {
            resolved.formats.clone_from(&formats.value);
            if resolved.formats.is_empty()
                || resolved.formats.iter().any(|f| !Format::released().contains(f))
            {
                diagnostics.push(
                    Diagnostic::new(
                        workspace_setting::CODE,
                        "a release holds pages that patients take home",
                    )
                    .at(formats.span(file))
                    .help("name at least one of: handout, full, large, giant"),
                );
            }
            resolved.formats.sort();
            resolved.formats.dedup();
        }
        resolved.papers = policy.papers;
        resolved.jurisdictions = policy.jurisdictions;
        if let Some(days) = policy.current_days {
            resolved.current_days = days.value;
            if !(1..=366).contains(&days.value) {
                diagnostics.push(
                    Diagnostic::new(
                        workspace_setting::CODE,
                        "a list of current versions must run out",
                    )
                    .at(days.span(file))
                    .help("give 1 to 366 days"),
                );
            }
        }
        for (needs, class) in [
            (policy.safety, Class::Safety),
            (policy.minor, Class::Minor),
            (policy.layout, Class::Layout),
        ] {
            let Some(needs) = needs else { continue };
            let least = rules.least_people(class);
            let place = match class {
                Class::Safety => &mut resolved.safety,
                Class::Minor => &mut resolved.minor,
                Class::Layout => &mut resolved.layout,
            };
            take(needs, least, place, file, &mut diagnostics);
        }
        (resolved, diagnostics)
    }

    /// Returns how many people's names a release has room for: as many as the policy asks for.
    pub fn names(&self) -> u8 {
        let all = [&self.safety, &self.minor, &self.layout];
        let most = all.map(|needs| {
            let roles = u8::try_from(needs.roles.len()).unwrap_or(u8::MAX);
            needs.people.max(roles)
        });
        most.into_iter().max().unwrap_or_default().max(LEAST_NAMES)
    }

    /// Returns what a class of change needs.
    pub fn needs(&self, class: Class) -> &Needs {
        match class {
            Class::Safety => &self.safety,
            Class::Minor => &self.minor,
            Class::Layout => &self.layout,
        }
    }
}

fn take(needs: NeedsFile, least: u8, place: &mut Needs, file: &Source, found: &mut Diagnostics) {
    if let Some(people) = needs.people {
        refuse_few(&people, least, file, found);
        place.people = people.value;
    }
    place.roles = needs.roles.into_iter().collect();
}

fn refuse_few(people: &Spanned<u8>, least: u8, file: &Source, found: &mut Diagnostics) {
    if people.value < least {
        found.push(
            Diagnostic::new(workspace_setting::CODE, "too few people would sign")
                .at(people.span(file))
                .help(format!("give {least} or more: nobody publishes alone")),
        );
    }
}

/// One signature, as the policy counts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The person's short name.
    pub person: String,
    /// The person's printed name.
    pub name: String,
    pub role: Role,
}

impl Needs {
    /// Returns what this and another ask together: all roles, and the greater number of people.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self {
            roles: self.roles.union(&other.roles).copied().collect(),
            people: self.people.max(other.people),
        }
    }

    /// Returns the same, with a least number of people.
    #[must_use]
    pub fn with_at_least(&self, people: u8) -> Self {
        Self { roles: self.roles.clone(), people: self.people.max(people) }
    }

    /// Returns what is asked, in words.
    pub fn words(&self) -> String {
        let people = if self.people == 1 { "person" } else { "people" };
        let roles: Vec<String> =
            self.roles.iter().map(|role| format!("one as {}", role.as_str())).collect();
        let roles =
            if roles.is_empty() { String::new() } else { format!(", {}", roles.join(", ")) };
        format!("{} {people}{roles}, never the author alone", self.people)
    }

    /// Holds signatures against what is needed; returns what is missing, in words.
    ///
    /// One person counts once, with one role. The author alone never suffices.
    pub fn missing(
        &self,
        signed: &[Signed],
        author: Option<&str>,
        waivers: &[String],
    ) -> Vec<String> {
        let mut missing = Vec::new();
        let people: BTreeSet<&str> = signed.iter().map(|one| one.person.as_str()).collect();
        let is_author = |one: &Signed| {
            one.role == Role::Author
                || author.is_some_and(|author| author.to_lowercase() == one.name.to_lowercase())
        };
        for role in &self.roles {
            if !signed.iter().any(|one| one.role == *role) {
                missing.push(format!("a signature as {}", role.as_str()));
            }
        }
        if people.len() < usize::from(self.people) {
            let n = usize::from(self.people) - people.len();
            missing.push(format!("{n} more {}", if n == 1 { "person" } else { "people" }));
        }
        if signed.iter().all(is_author) {
            missing.push("someone who is not the author".to_owned());
        }
        for waiver in waivers {
            if !signed.iter().any(|one| one.name.to_lowercase() == waiver.to_lowercase()) {
                missing.push(format!("{waiver}, who waives an item"));
            }
        }
        missing
    }

    /// The role in which a person signs: the first of the person's roles that is still needed, or
    /// the first one.
    pub fn role_for(&self, roles: &[Role], signed: &[Signed]) -> Option<Role> {
        let needed = |role: &&Role| {
            self.roles.contains(role) && !signed.iter().any(|one| one.role == **role)
        };
        roles.iter().find(needed).or(roles.first()).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(person: &str, role: Role) -> Signed {
        Signed { person: person.to_owned(), name: person.to_uppercase(), role }
    }

    #[test]
    fn the_author_alone_never_suffices_and_one_person_counts_once() {
        let needs = Needs { roles: BTreeSet::new(), people: 2 };
        let (a, p) = (signed("a", Role::Author), signed("p", Role::Pharmacist));
        assert!(needs.missing(&[a.clone(), p.clone()], None, &[]).is_empty());
        assert!(!needs.missing(&[a.clone(), a.clone()], None, &[]).is_empty());
        assert!(!needs.missing(&[p.clone(), p.clone()], None, &[]).is_empty());
        let alone = Needs { people: 1, ..needs.clone() };
        assert!(!alone.missing(&[a], None, &[]).is_empty());
        assert!(alone.missing(&[p.clone()], None, &[]).is_empty());
        assert!(
            !alone.missing(&[p.clone()], Some("p"), &[]).is_empty(),
            "the author in another role"
        );
        assert!(
            !needs
                .missing(&[p.clone(), signed("c", Role::Clinician)], None, &["Z".to_owned()])
                .is_empty()
        );
        let roles = Needs { roles: [Role::Clinician].into(), people: 1 };
        assert!(!roles.missing(&[p], None, &[]).is_empty());
    }

    #[test]
    fn two_policies_together_ask_for_all_roles_and_the_greater_number() {
        let one = Needs { roles: [Role::Clinician].into(), people: 3 };
        let other = Needs { roles: [Role::Pharmacist].into(), people: 2 };
        let both = Needs { roles: [Role::Clinician, Role::Pharmacist].into(), people: 3 };
        assert_eq!(one.and(&other), both);
        assert_eq!(other.and(&one), both);
        assert_eq!(
            both.words(),
            "3 people, one as clinician, one as pharmacist, never the author alone"
        );
    }

    #[test]
    fn a_person_signs_in_the_role_that_is_missing() {
        let needs = Needs { roles: [Role::Clinician, Role::Pharmacist].into(), people: 2 };
        let both = [Role::Clinician, Role::Pharmacist];
        assert_eq!(needs.role_for(&both, &[]), Some(Role::Clinician));
        let first = signed("c", Role::Clinician);
        assert_eq!(needs.role_for(&both, &[first]), Some(Role::Pharmacist));
        assert_eq!(needs.role_for(&[], &[]), None);
    }
}
