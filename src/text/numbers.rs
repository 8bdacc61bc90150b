//! Numbers as each language writes them. English and Chinese agree: a comma between groups of three, a point before
//! decimals (Unicode CLDR, numbers/symbols); a language that does not gets a row of its own here.
//!
//! Everything is done in whole numbers: what prints any float would weigh more than all of this.

use super::Lang;
use crate::program::Micros;

/// What stands between groups of three digits, and before decimals.
const fn signs(lang: Lang) -> (char, char) {
    match lang {
        Lang::En | Lang::Zh => (',', '.'),
    }
}

/// A number that is not negative with so many decimals, at most six, rounded half away from zero.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "what is shown is far below 2^53")]
pub fn number(lang: Lang, value: f64, decimals: u32) -> String {
    let scale = 10_u64.pow(decimals);
    let scaled = (value * f64::from(u32::try_from(scale).unwrap_or(u32::MAX))).round() as u64;
    let (mut out, rest) = (grouped(lang, &(scaled / scale).to_string()), scaled % scale);
    if decimals > 0 {
        let rest = rest.to_string();
        out.push(point(lang));
        out.extend((rest.len()..decimals as usize).map(|_| '0'));
        out.push_str(&rest);
    }
    out
}

/// The digits of a whole number, in groups of three.
pub fn grouped(lang: Lang, digits: &str) -> String {
    let (group, _) = signs(lang);
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 8);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(group);
        }
        out.push(digit);
    }
    out
}

/// What stands before decimals.
pub const fn point(lang: Lang) -> char {
    signs(lang).1
}

/// Which of a message's forms a count takes: the last part of its key. A single one is worth a sentence of its own in
/// every language, also where the grammar has no singular.
pub const fn plural(count: u32) -> &'static str {
    if count == 1 { "one" } else { "other" }
}

/// A whole number that is not negative; what is beyond 32 bits, which nothing here is, as the largest of them.
pub fn count(lang: Lang, value: impl TryInto<u32>) -> String {
    number(lang, f64::from(value.try_into().unwrap_or(u32::MAX)), 0)
}

/// A number with two decimals.
pub fn decimal(lang: Lang, value: f64) -> String {
    number(lang, value, 2)
}

/// A number of which only the size matters: whole, and to two digits.
pub fn large(lang: Lang, value: f64) -> String {
    let unit = 10_f64.powf(value.max(1.0).log10().floor() - 1.0).max(0.1);
    number(lang, (value / unit).round() * unit, u32::from(value < 10.0))
}

/// A share in percent, with one decimal.
pub fn percent(lang: Lang, part: u32, of: u32) -> String {
    number(lang, f64::from(part) * 100.0 / f64::from(of.max(1)), 1) + " %"
}

/// An instant in seconds, to the tenth of a millisecond: `1.0023 s`. The same instant is written so everywhere.
#[allow(clippy::cast_precision_loss, reason = "runs are shorter than 285 years")]
pub fn stamp(lang: Lang, micros: Micros) -> String {
    number(lang, micros as f64 / 1e6, 4) + " s"
}

/// A length of time with its unit: `3.50 s`, `12.3 ms`, `40 µs`.
#[allow(clippy::cast_precision_loss, reason = "runs are shorter than 285 years")]
pub fn time(lang: Lang, micros: Micros) -> String {
    let value = micros as f64;
    match micros {
        0 => "0 s".to_owned(),
        1..1_000 => number(lang, value, 0) + " µs",
        1_000..100_000 => number(lang, value / 1e3, 1) + " ms",
        100_000..10_000_000 => number(lang, value / 1e6, 2) + " s",
        _ => number(lang, value / 1e6, 1) + " s",
    }
}

/// A time far below a second with its unit, to two digits or three, in microseconds: `0.06 µs`, `0.25 ms`.
pub fn brief(lang: Lang, micros: f64) -> String {
    let (value, unit) = if micros < 100.0 { (micros, " µs") } else { (micros / 1e3, " ms") };
    let decimals = if value < 10.0 { 2 } else { u32::from(value < 100.0) };
    number(lang, value, decimals) + unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_rounded() {
        for (value, decimals, expected) in [
            (0.0, 0, "0"),
            (999.0, 0, "999"),
            (1000.0, 0, "1,000"),
            (1_234_567.0, 0, "1,234,567"),
            (0.125, 2, "0.13"),
            (2.0, 2, "2.00"),
            (0.04, 1, "0.0"),
            (999.96, 1, "1,000.0"),
            (1.000_05, 4, "1.0001"),
        ] {
            assert_eq!(number(Lang::En, value, decimals), expected, "{value} with {decimals}");
            assert_eq!(number(Lang::Zh, value, decimals), expected, "{value} with {decimals}");
        }
    }

    #[test]
    fn times_have_the_unit_that_suits_them() {
        for (micros, expected) in [
            (0, "0 s"),
            (40, "40 µs"),
            (12_345, "12.3 ms"),
            (100_000, "0.10 s"),
            (3_500_000, "3.50 s"),
            (17_500_000, "17.5 s"),
            (5_002_500_000_000, "5,002,500.0 s"),
        ] {
            assert_eq!(time(Lang::En, micros), expected);
        }
        assert_eq!(stamp(Lang::En, 1_002_340), "1.0023 s");
    }

    #[test]
    fn short_times_keep_two_digits() {
        for (micros, expected) in
            [(0.056, "0.06 µs"), (2.5, "2.50 µs"), (42.0, "42.0 µs"), (250.0, "0.25 ms"), (9_030.0, "9.03 ms")]
        {
            assert_eq!(brief(Lang::En, micros), expected);
        }
        assert_eq!(brief(Lang::En, 123_400.0), "123 ms");
    }

    #[test]
    fn only_the_size_of_large_numbers_matters() {
        for (value, expected) in [(0.234, "0.2"), (9.96, "10.0"), (83_123.0, "83,000"), (1_560_000.0, "1,600,000")] {
            assert_eq!(large(Lang::En, value), expected);
        }
        assert_eq!(percent(Lang::En, 1, 3), "33.3 %");
        assert_eq!(percent(Lang::En, 0, 0), "0.0 %");
    }
}
