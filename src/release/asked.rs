//! Whose signatures a version needs besides those that the class of its change asks for.

use super::look::Look;
use super::looks::Basis;
use candor_model::{Class, Rules};
use candor_workspace::policy::{Needs, Policy};

/// What is asked of a version besides what its class asks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Asked {
    /// What of the looks and the policy changed.
    pub(super) looks: Vec<Look>,
    /// Whose signatures follow; `None` by rules that do not weigh looks.
    pub(super) needs: Option<Needs>,
}

/// Works out what is asked of a version, at the cut and when it is published; the verifier does so
/// by itself (`owed`).
///
/// `before` is the sheet's last version; `last` is the policy of the last version of any sheet.
pub(super) fn asked(
    rules: Rules,
    class: Class,
    own: &Basis,
    before: Option<&Basis>,
    last: Option<&Policy>,
) -> Asked {
    if !rules.weigh_looks() {
        return Asked::default();
    }
    let earlier: Vec<&Policy> = before.map(Basis::policy).into_iter().chain(last).collect();
    // A first version has nothing to differ from; it needs what a safety change needs all the same.
    let mut looks = before.map_or_else(Vec::new, |before| own.since(before));
    if earlier.iter().any(|policy| **policy != *own.policy()) {
        looks.push(Look::Policy);
    }
    let mut needs = own.policy().needs(class).clone();
    if before.is_none() || !looks.is_empty() {
        for policy in earlier.into_iter().chain([own.policy()]) {
            needs = needs.and(policy.needs(Class::Safety));
        }
    }
    Asked { looks, needs: Some(needs.with_at_least(rules.least_people(class))) }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::manifest::Tool;
    use candor_model::Role;

    fn basis(policy: &Policy) -> Basis {
        Basis::of(&BTreeMap::new(), policy, &Tool::here())
    }

    #[test]
    fn a_change_of_looks_or_policy_needs_what_the_stricter_policy_asks_of_a_safety_change() {
        let strict = Policy {
            safety: Needs { roles: [Role::Clinician].into(), people: 3 },
            ..Policy::default()
        };
        let lax = Policy {
            safety: Needs { roles: [Role::Pharmacist].into(), people: 1 },
            minor: Needs { roles: BTreeSet::new(), people: 1 },
            layout: Needs { roles: BTreeSet::new(), people: 1 },
            ..Policy::default()
        };
        let both = Needs { roles: [Role::Clinician, Role::Pharmacist].into(), people: 3 };
        let ask = |rules, class, own: &Policy, before: Option<&Policy>, last: Option<&Policy>| {
            let before = before.map(basis);
            asked(rules, class, &basis(own), before.as_ref(), last)
        };
        // The same policy and looks: what the class asks, and never less than two people.
        let same = ask(Rules::Two, Class::Layout, &lax, Some(&lax), Some(&lax));
        assert_eq!(same.looks, []);
        assert_eq!(same.needs.map(|needs| needs.people), Some(2));
        // A laxer policy does not loosen its own way in, from whichever side it comes.
        for (own, before, last) in [
            (&lax, Some(&strict), Some(&lax)),
            (&lax, Some(&lax), Some(&strict)),
            (&strict, Some(&lax), Some(&lax)),
            (&lax, None, Some(&strict)),
        ] {
            let found = ask(Rules::Two, Class::Layout, own, before, last);
            assert_eq!(found.looks, [Look::Policy]);
            assert_eq!(found.needs, Some(both.clone()));
        }
        // A first version is signed like a safety change.
        let first = ask(Rules::Two, Class::Minor, &strict, None, None);
        assert_eq!((first.looks, first.needs), (Vec::new(), Some(strict.safety.clone())));
        assert_eq!(ask(Rules::One, Class::Layout, &lax, Some(&strict), None), Asked::default());
    }
}
