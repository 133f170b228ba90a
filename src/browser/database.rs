//! A database of this origin (`IndexedDB`), in the page as well as in a worker.
//!
//! It is a thin layer of our own: of the crates there are, one knows no durability and the other is 8,000 lines of
//! generic builders. A transaction is taken back as a whole if any of it fails, and only `done` says that it holds.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, Event, IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest,
    IdbTransaction,
};

/// Why nothing comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The browser forbids it, or what it has is damaged on its disk.
    Forbidden,
    /// There is no more room for this origin.
    Full,
    /// A newer version of the program has made the database.
    Newer,
    /// The connection to the database has been closed meanwhile.
    Closed,
}

/// Why a connection has ended that wasn't dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// A newer version of the program, in another window, has asked for it.
    Newer,
    /// The browser has closed it, as it does when the user deletes what is stored.
    Closed,
}

/// Whether a transaction writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It only reads.
    Read,
    /// It writes. It holds once the system has it, which outlives the browser but not the machine.
    Write,
}

/// A connection to a database; it is closed when this is dropped.
#[derive(Debug)]
pub struct Database {
    inner: IdbDatabase,
    ended: Rc<Cell<Option<Ended>>>,
    _on_version: Closure<dyn FnMut()>,
    _on_close: Closure<dyn FnMut()>,
}

impl Database {
    /// Opens a database in this version, in which it has these stores, and makes it where there is none. It waits for other
    /// windows with an older version to let go of it.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], or [`Failure::Newer`] if there is one in a newer version.
    pub async fn open(name: &str, version: u32, stores: &'static [&'static str]) -> Result<Self, Failure> {
        let factory = Reflect::get(&js_sys::global(), &JsValue::from_str("indexedDB"))
            .ok()
            .and_then(|factory| factory.dyn_into::<IdbFactory>().ok())
            .ok_or(Failure::Forbidden)?;
        let opening = factory.open_with_u32(name, version).map_err(|error| why(&error))?;
        let request: IdbOpenDbRequest = opening.clone();
        let on_upgrade = Closure::<dyn FnMut()>::new(move || {
            if let Ok(database) = request.result().map(JsValue::unchecked_into::<IdbDatabase>) {
                for store in stores {
                    // It fails only if there is one already, which a newer version would see to.
                    let _ = database.create_object_store(store);
                }
            }
        });
        opening.set_onupgradeneeded(Some(on_upgrade.as_ref().unchecked_ref()));
        let inner: IdbDatabase = answer(&opening).await?.unchecked_into();

        let ended = Rc::new(Cell::new(None));
        let (asked, asking) = (Rc::clone(&ended), inner.clone());
        let on_version = Closure::<dyn FnMut()>::new(move || {
            asking.close();
            asked.set(Some(Ended::Newer));
        });
        let closed = Rc::clone(&ended);
        let on_close = Closure::<dyn FnMut()>::new(move || closed.set(Some(Ended::Closed)));
        inner.set_onversionchange(Some(on_version.as_ref().unchecked_ref()));
        inner.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Ok(Self { inner, ended, _on_version: on_version, _on_close: on_close })
    }

    /// Why it is of no more use; nothing while it is.
    pub fn ended(&self) -> Option<Ended> {
        self.ended.get()
    }

    /// Begins a transaction over some of the stores. Between its requests nothing else may be awaited, or it ends there.
    ///
    /// # Errors
    /// Mostly [`Failure::Closed`].
    pub fn transaction(&self, stores: &[&str], mode: Mode) -> Result<Transaction, Failure> {
        match self.ended() {
            Some(Ended::Newer) => return Err(Failure::Newer),
            Some(Ended::Closed) => return Err(Failure::Closed),
            None => {}
        }
        let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        let options = Object::new();
        let mode = match mode {
            Mode::Read => "readonly",
            Mode::Write => {
                let relaxed = JsValue::from_str("relaxed");
                // It fails for no plain object.
                let _ = Reflect::set(&options, &JsValue::from_str("durability"), &relaxed);
                "readwrite"
            }
        };
        // web-sys has the third argument only behind its flag for what isn't stable yet.
        let begin: Function = Reflect::get(&self.inner, &JsValue::from_str("transaction"))
            .map_err(|error| why(&error))?
            .unchecked_into();
        let inner: IdbTransaction = begin
            .call3(&self.inner, &names, &JsValue::from_str(mode), &options)
            .map_err(|error| why(&error))?
            .unchecked_into();
        let ending = Promise::new(&mut |resolve, _| {
            inner.set_oncomplete(Some(&resolve));
            inner.set_onabort(Some(&resolve));
        });
        Ok(Transaction { inner, ending })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.inner.set_onversionchange(None);
        self.inner.set_onclose(None);
        self.inner.close();
    }
}

/// A transaction, which is done for once `done` says so.
#[derive(Debug)]
pub struct Transaction {
    inner: IdbTransaction,
    ending: Promise,
}

impl Transaction {
    fn store(&self, name: &str) -> Result<IdbObjectStore, Failure> {
        self.inner.object_store(name).map_err(|error| why(&error))
    }

    /// Stores a value under a key, in place of what was there.
    ///
    /// # Errors
    /// The transaction has ended.
    pub fn put(&self, store: &str, key: &JsValue, value: &JsValue) -> Result<(), Failure> {
        self.store(store)?.put_with_key(value, key).map(drop).map_err(|error| why(&error))
    }

    /// Deletes what is under a key, or under each key of a range.
    ///
    /// # Errors
    /// The transaction has ended.
    pub fn delete(&self, store: &str, keys: &JsValue) -> Result<(), Failure> {
        self.store(store)?.delete(keys).map(drop).map_err(|error| why(&error))
    }

    /// The value under a key; undefined if there is none.
    ///
    /// # Errors
    /// It can't be read.
    pub async fn get(&self, store: &str, key: &JsValue) -> Result<JsValue, Failure> {
        answer(&self.store(store)?.get(key).map_err(|error| why(&error))?).await
    }

    /// The values under the keys of a range, or under all, in the order of their keys, and so many at most.
    ///
    /// # Errors
    /// They can't be read.
    pub async fn get_all(&self, store: &str, keys: &JsValue, most: u32) -> Result<Array, Failure> {
        let asked = self.store(store)?.get_all_with_key_and_limit(keys, most).map_err(|error| why(&error))?;
        Ok(answer(&asked).await?.unchecked_into())
    }

    /// Their keys, in the same way.
    ///
    /// # Errors
    /// They can't be read.
    pub async fn get_all_keys(&self, store: &str, keys: &JsValue, most: u32) -> Result<Array, Failure> {
        let asked =
            self.store(store)?.get_all_keys_with_key_and_limit(keys, most).map_err(|error| why(&error))?;
        Ok(answer(&asked).await?.unchecked_into())
    }

    /// web-sys calls it deprecated, because it isn't in every browser; there it is an error, and comes by itself.
    fn commit(&self) -> Result<(), JsValue> {
        let commit = Reflect::get(&self.inner, &JsValue::from_str("commit"))?;
        commit.dyn_into::<Function>()?.call0(&self.inner).map(drop)
    }

    /// Waits until all of it holds.
    ///
    /// # Errors
    /// None of it does. What the browser took and can't finish for a reason that it doesn't tell has had no room: where a
    /// write meets the end of it, Firefox says `UnknownError` about as often as `QuotaExceededError`.
    pub async fn done(self) -> Result<(), Failure> {
        // Without a word the browser waits for more requests; it fails only if the transaction has ended already.
        let _ = self.commit();
        let event: Event = JsFuture::from(self.ending).await.map_err(|error| why(&error))?.unchecked_into();
        match self.inner.error() {
            _ if event.type_() == "complete" => Ok(()),
            Some(error) if error.name() == "UnknownError" => Err(Failure::Full),
            Some(error) => Err(why(&error)),
            // The connection was closed under it.
            None => Err(Failure::Closed),
        }
    }
}

/// The keys from one to another, both included.
pub fn keys(from: &JsValue, to: &JsValue) -> JsValue {
    // It fails only if they are no keys, or the wrong way round.
    IdbKeyRange::bound(from, to).map_or(JsValue::UNDEFINED, JsValue::from)
}

/// What a request comes to. Its handlers are the functions of a promise, so there is no closure to be kept.
async fn answer(request: &IdbRequest) -> Result<JsValue, Failure> {
    let answered = Promise::new(&mut |resolve, _| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&resolve));
    });
    JsFuture::from(answered).await.map_err(|error| why(&error))?;
    match request.error() {
        Ok(None) => request.result().map_err(|error| why(&error)),
        Ok(Some(error)) => Err(why(&error)),
        Err(error) => Err(why(&error)),
    }
}

fn why(error: &JsValue) -> Failure {
    match error.dyn_ref::<DomException>().map(DomException::name).as_deref() {
        Some("QuotaExceededError") => Failure::Full,
        Some("VersionError") => Failure::Newer,
        Some("InvalidStateError" | "AbortError" | "TransactionInactiveError") => Failure::Closed,
        Some(_) | None => Failure::Forbidden,
    }
}
