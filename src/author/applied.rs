//! A change made to plain data: what a changed text is held against.

use serde_json::{Map, Value as Json};

use super::keys::{Kind, kind_at};
use super::written::Step;

/// No repeated tables are the same as none.
pub(super) fn tidy(mut data: Json) -> Json {
    if let Json::Object(top) = &mut data {
        let repeated = |name: &str| matches!(kind_at(&[name.into()]), Some(Kind::Tables(_)));
        top.retain(|name, value| !(repeated(name) && value.as_array().is_some_and(Vec::is_empty)));
    }
    data
}

/// A change of plain data, by which a changed text is judged.
pub(super) enum Applied {
    Set(Json),
    Insert(Json),
    Remove,
    Move(usize),
}

pub(super) fn apply(data: &mut Json, path: &[Step], change: &Applied) -> Option<()> {
    let (last, way) = path.split_last()?;
    let mut here = data;
    for step in way {
        here = match step {
            Step::Key(key) => {
                let makes = matches!(change, Applied::Set(_) | Applied::Insert(_));
                let table = here.as_object_mut()?;
                if makes && !table.contains_key(key) {
                    let list = matches!((last, change), (Step::Index(_), Applied::Insert(_)));
                    let made =
                        if list { Json::Array(Vec::new()) } else { Json::Object(Map::new()) };
                    table.insert(key.clone(), made);
                }
                table.get_mut(key)?
            }
            Step::Index(index) => here.as_array_mut()?.get_mut(*index)?,
        };
    }
    match (last, change) {
        (Step::Key(key), Applied::Set(value)) => {
            here.as_object_mut()?.insert(key.clone(), value.clone());
        }
        (Step::Index(index), Applied::Set(value)) => {
            *here.as_array_mut()?.get_mut(*index)? = value.clone();
        }
        (Step::Index(index), Applied::Insert(value)) => {
            let list = here.as_array_mut()?;
            (*index <= list.len()).then(|| list.insert(*index, value.clone()))?;
        }
        (Step::Key(key), Applied::Remove) => {
            here.as_object_mut()?.remove(key)?;
        }
        (Step::Index(index), Applied::Remove) => {
            let list = here.as_array_mut()?;
            (*index < list.len()).then(|| list.remove(*index))?;
        }
        (Step::Index(index), Applied::Move(to)) => {
            let list = here.as_array_mut()?;
            (*index < list.len() && *to < list.len()).then(|| {
                let moved = list.remove(*index);
                list.insert(*to, moved);
            })?;
        }
        (Step::Key(_), Applied::Insert(_) | Applied::Move(_)) => return None,
    }
    Some(())
}
