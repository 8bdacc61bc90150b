//! Numbers and plurals as the reader's language writes them: the browser's own `Intl`.

use js_sys::{Array, Intl, Number, Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    // js-sys has this method without its options.
    #[wasm_bindgen(js_name = Number)]
    type Localized;

    #[wasm_bindgen(method, js_name = toLocaleString)]
    fn to_locale_string(this: &Localized, lang: &str, options: &Object) -> String;
}

/// A number with so many decimals, grouped and pointed as the language does.
pub fn number(lang: &str, value: f64, decimals: u32) -> String {
    let options = Object::new();
    for name in ["minimumFractionDigits", "maximumFractionDigits"] {
        // Setting a property of a new plain object cannot fail.
        let _ = Reflect::set(&options, &name.into(), &decimals.into());
    }
    Number::from(value).unchecked_into::<Localized>().to_locale_string(lang, &options)
}

/// Which of a message's forms a count takes. `one` in every language: where the grammar has none, a single one is worth
/// a sentence of its own all the same.
pub fn plural(lang: &str, count: u32) -> String {
    if count == 1 {
        return "one".into();
    }
    let rules = Intl::PluralRules::new(&Array::of1(&lang.into()), &Object::new());
    rules.select(f64::from(count)).into()
}
