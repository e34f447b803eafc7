//! What a row of the table of routes is: an address, its types, and what answers.

use std::pin::Pin;
use std::sync::Arc;

use candor_model::Id;
use hyper::Method;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json, json};

use super::answer::{Answer, Problem};
use super::app::App;

type Running = Pin<Box<dyn Future<Output = Result<Answer, Problem>> + Send>>;
/// What is wrong with a request itself is said at once, the rest when it was worked out.
type Handler = dyn Fn(Arc<App>, &Asked<'_>) -> Result<Running, Problem> + Send + Sync;

/// What is asked: the ids in the address, what stands behind it, and the body of a write.
pub(super) struct Asked<'a> {
    pub(super) ids: Vec<&'a str>,
    pub(super) query: Option<&'a str>,
    pub(super) body: &'a [u8],
}

/// A row of the table.
pub(super) struct Route {
    /// `GET` for a read, `POST` for what changes something or works on a text.
    pub(super) method: Method,
    /// Below `/api/`; an id stands where there are braces.
    pub(super) address: &'static str,
    about: &'static str,
    describe: fn(&mut Types) -> Map<String, Json>,
    run: Box<Handler>,
}

/// The ids in an address.
pub(super) trait Ids: Sized + Send + 'static {
    fn take(ids: &[&str]) -> Result<Self, Problem>;
}

/// What is answered, as it is written and as the schema describes it.
pub(super) trait Answers {
    fn answer(self) -> Result<Answer, Problem>;
    fn schema(types: &mut Types) -> Json;
}

pub(super) struct Data<T>(pub(super) T);

/// Data of something that was made.
pub(super) struct Created<T>(pub(super) T);

/// Data that was written where it was worked out: it borrows from there.
pub(super) struct Written<T>(Vec<u8>, std::marker::PhantomData<fn() -> T>);

/// A file to take away: name and bytes.
pub(super) struct File(pub(super) String, pub(super) Vec<u8>);

impl<T> Written<T> {
    pub(super) fn new(data: &impl Serialize) -> Result<Self, Problem> {
        Ok(Self(written(data)?, std::marker::PhantomData))
    }
}

fn written(data: &impl Serialize) -> Result<Vec<u8>, Problem> {
    serde_json::to_vec(data).map_err(|error| Problem::world(error.to_string()))
}

impl<T: Serialize + JsonSchema> Answers for Data<T> {
    fn answer(self) -> Result<Answer, Problem> {
        Ok(Answer::Data(written(&self.0)?))
    }

    fn schema(types: &mut Types) -> Json {
        types.answered::<T>()
    }
}

impl<T: Serialize + JsonSchema> Answers for Created<T> {
    fn answer(self) -> Result<Answer, Problem> {
        Ok(Answer::Created(written(&self.0)?))
    }

    fn schema(types: &mut Types) -> Json {
        types.answered::<T>()
    }
}

impl<T: JsonSchema> Answers for Written<T> {
    fn answer(self) -> Result<Answer, Problem> {
        Ok(Answer::Data(self.0))
    }

    fn schema(types: &mut Types) -> Json {
        types.answered::<T>()
    }
}

impl Answers for File {
    fn answer(self) -> Result<Answer, Problem> {
        Ok(Answer::Take(self.0, self.1))
    }

    fn schema(_: &mut Types) -> Json {
        json!("a file")
    }
}

fn id(text: &str) -> Result<Id, Problem> {
    Id::new(text).map_err(|error| Problem::new(400, format!("invalid id: {error}")))
}

/// The table gives as many ids as its address has braces.
const FITS: &str = "an address has as many ids as its handler takes";

impl Ids for () {
    fn take(_: &[&str]) -> Result<Self, Problem> {
        Ok(())
    }
}

impl Ids for Id {
    fn take(ids: &[&str]) -> Result<Self, Problem> {
        id(ids.first().expect(FITS))
    }
}

impl Ids for (Id, Id) {
    fn take(ids: &[&str]) -> Result<Self, Problem> {
        let [one, other] = ids else { panic!("{FITS}") };
        Ok((id(one)?, id(other)?))
    }
}

/// A read: ids in the address, values behind it.
pub(super) fn get<I: Ids, Q: DeserializeOwned + JsonSchema + 'static, A: Answers + 'static, F>(
    address: &'static str,
    about: &'static str,
    run: fn(Arc<App>, I, Q) -> F,
) -> Route
where
    F: Future<Output = Result<A, Problem>> + Send + 'static,
{
    Route {
        method: Method::GET,
        address,
        about,
        describe: |types| described::<Q, A>("query", types),
        run: Box::new(move |app, asked| {
            let (ids, query) = (I::take(&asked.ids)?, query(asked.query)?);
            let running = run(app, ids, query);
            Ok(Box::pin(async { running.await?.answer() }))
        }),
    }
}

/// A write: a body of known fields.
pub(super) fn post<R: DeserializeOwned + JsonSchema + 'static, A: Answers + 'static, F>(
    address: &'static str,
    about: &'static str,
    run: fn(Arc<App>, R) -> F,
) -> Route
where
    F: Future<Output = Result<A, Problem>> + Send + 'static,
{
    Route {
        method: Method::POST,
        address,
        about,
        describe: |types| described::<R, A>("request", types),
        run: Box::new(move |app, asked| {
            if asked.query.is_some() {
                return Err(Problem::new(400, "invalid query string: this takes none"));
            }
            let request = serde_json::from_slice(asked.body)
                .map_err(|error| Problem::new(400, format!("invalid request: {error}")))?;
            let running = run(app, request);
            Ok(Box::pin(async { running.await?.answer() }))
        }),
    }
}

impl Route {
    /// Returns the ids of an address, if it is one of this route.
    pub(super) fn ids<'a>(&self, path: &[&'a str]) -> Option<Vec<&'a str>> {
        let parts: Vec<&str> = self.address.split('/').collect();
        let fits = |(part, step): (&&str, &&str)| part.starts_with('{') || part == step;
        let is_this = parts.len() == path.len() && parts.iter().zip(path).all(fits);
        let ids = parts.iter().zip(path).filter(|(part, _)| part.starts_with('{'));
        is_this.then(|| ids.map(|(_, step)| *step).collect())
    }

    pub(super) async fn answer(&self, app: Arc<App>, asked: &Asked<'_>) -> Result<Answer, Problem> {
        (self.run)(app, asked)?.await
    }

    /// Returns what the schema says of this route.
    pub(super) fn described(&self, types: &mut Types) -> Json {
        let mut all = Map::new();
        all.insert("about".to_owned(), self.about.into());
        all.extend((self.describe)(types));
        all.into()
    }
}

fn described<Q: JsonSchema, A: Answers>(asked: &str, types: &mut Types) -> Map<String, Json> {
    let mut all = Map::new();
    all.insert(asked.to_owned(), types.asked::<Q>());
    all.insert("answer".to_owned(), A::schema(types));
    all
}

/// The types that were described: of what is asked, fields that may be missing are not required; of
/// what is answered they are as they are written.
pub(super) struct Types {
    asked: SchemaGenerator,
    answered: SchemaGenerator,
}

impl Types {
    pub(super) fn new() -> Self {
        let below = |path: &'static str| {
            SchemaSettings::draft07().with(|settings| settings.definitions_path = path.into())
        };
        Self {
            asked: below("/definitions/asked").into_generator(),
            answered: below("/definitions/answered").for_serialize().into_generator(),
        }
    }

    fn asked<T: JsonSchema>(&mut self) -> Json {
        self.asked.subschema_for::<T>().to_value()
    }

    pub(super) fn answered<T: JsonSchema>(&mut self) -> Json {
        self.answered.subschema_for::<T>().to_value()
    }

    /// Returns all that the schemas refer to.
    pub(super) fn definitions(mut self) -> Json {
        let (asked, answered) =
            (self.asked.take_definitions(true), self.answered.take_definitions(true));
        json!({ "asked": asked, "answered": answered })
    }
}

/// The longest value behind an address: a file's name.
const MAX_VALUE: usize = 200;

/// Reads the values behind an address; a name may stand there once.
fn query<T: DeserializeOwned>(text: Option<&str>) -> Result<T, Problem> {
    let wrong = |why: &str| Problem::new(400, format!("invalid query string: {why}"));
    let mut all = Map::new();
    for pair in text.unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').ok_or_else(|| wrong("a name without a value"))?;
        let plain = value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b));
        if !plain || MAX_VALUE < value.len() {
            return Err(wrong("a value is too long, or has characters that none has"));
        }
        if all.insert(name.to_owned(), value.into()).is_some() {
            return Err(wrong("a name stands there twice"));
        }
    }
    serde_json::from_value(all.into()).map_err(|error| wrong(&error.to_string()))
}
