//! Numbers of schedules, however large, and shares of them, with as many digits as tell them from none and from all.

use crate::t;
use crate::text::{Lang, grouped, number, point};
use num_bigint::BigUint;

/// The most digits of a number that is written out.
const DIGITS: usize = 21;

/// The most decimals of a share; whoever is closer to all of them is told how close.
const DECIMALS: u32 = 16;

/// The most decimals of a probability.
const CHANCE: u32 = 6;

/// Numbers of more bits are not written out: that would take longer than a frame.
const BITS: u64 = 1 << 16;

/// A whole number: all its digits, or its size where these are too many to read.
pub fn whole(lang: Lang, value: &BigUint) -> String {
    let (leading, length) = if is_written(value) {
        let digits = value.to_string();
        if digits.len() <= DIGITS {
            return grouped(lang, &digits);
        }
        (digits[..3].parse().unwrap_or(0), digits.len())
    } else {
        leading(value)
    };
    // Two digits, rounded half up, which may lead to the next power.
    let rounded = (leading + 5) / 10;
    let (first, power) = if rounded == 100 { (10, length) } else { (rounded, length - 1) };
    format!("{}{}{} × 10{}", first / 10, point(lang), first % 10, raised(power))
}

/// Whether all its digits can be written out.
pub fn is_written(value: &BigUint) -> bool {
    value.bits() <= BITS
}

/// The first three digits of a very large number, and how many it has, by its logarithm.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "three digits of it"
)]
fn leading(value: &BigUint) -> (u32, usize) {
    let shift = value.bits().saturating_sub(64);
    let top = u64::try_from(value >> shift).unwrap_or(u64::MAX);
    let logarithm = (top as f64).log10() + shift as f64 * std::f64::consts::LOG10_2;
    let power = logarithm.floor();
    ((10_f64.powf(logarithm - power) * 100.0) as u32, power as usize + 1)
}

/// A whole number with all its digits.
pub fn exact(lang: Lang, value: &BigUint) -> String {
    grouped(lang, &value.to_string())
}

/// A number as an exponent.
fn raised(power: usize) -> String {
    let digits = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    power.to_string().bytes().filter_map(|digit| digits.get(usize::from(digit.wrapping_sub(b'0')))).collect()
}

/// A share of a whole in percent, with one digit more than tell it from none and from all.
pub fn share(lang: Lang, part: &BigUint, of: &BigUint) -> String {
    let others = if part < of { of - part } else { BigUint::default() };
    let least = part.min(&others);
    if *least == BigUint::default() {
        return if *part == BigUint::default() { "0 %" } else { "100 %" }.to_owned();
    }
    let ten = BigUint::from(10_u32);
    // With so many decimals the smaller part is half of the last one, and no longer rounded away.
    let Some(decimals) = (0..=DECIMALS).find(|decimals| least * 200_u32 * ten.pow(*decimals) >= *of) else {
        let key = if part == least { "explore.one_in" } else { "explore.all_but" };
        return t!(lang, key, n = whole(lang, &(of / least)));
    };
    let decimals = decimals + 1;
    let scaled = (part * 200_u32 * ten.pow(decimals) + of) / (of * 2_u32);
    let digits = scaled.to_string();
    let decimals = decimals as usize;
    let digits = format!("{digits:0>width$}", width = decimals + 1);
    let (before, behind) = digits.split_at(digits.len() - decimals);
    let mut out = format!("{before}{}", point(lang));
    for (index, digit) in behind.chars().enumerate() {
        // Long rows of nines are counted in threes.
        if index > 0 && index % 3 == 0 && decimals > 4 {
            out.push(' ');
        }
        out.push(digit);
    }
    out + " %"
}

/// A probability in percent, by the same rule, as far as it is known; `all` where it is certain.
pub fn chance(lang: Lang, value: f64, all: bool) -> String {
    if all || value <= 0.0 {
        return if all { "100 %" } else { "0 %" }.to_owned();
    }
    let least = value.min(1.0 - value);
    match (0..CHANCE).find(|decimals| least * 200.0 * 10_f64.powf(f64::from(*decimals)) >= 1.0) {
        Some(decimals) => number(lang, value * 100.0, decimals + 1) + " %",
        None if value < 0.5 => format!("< {} %", number(lang, 0.000_001, CHANCE)),
        None => format!("> {} %", number(lang, 99.999_999, CHANCE)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn big(text: &str) -> BigUint {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn numbers_are_written_out_as_long_as_they_can_be_read() {
        for (digits, expected) in [
            ("0", "0"),
            ("147168", "147,168"),
            ("123456789012345678901", "123,456,789,012,345,678,901"),
            ("1234567890123456789012", "1.2 × 10²¹"),
            ("1250000000000000000000", "1.3 × 10²¹"),
            ("1249999999999999999999", "1.2 × 10²¹"),
            ("9960000000000000000000", "1.0 × 10²²"),
        ] {
            assert_eq!(whole(Lang::En, &big(digits)), expected, "{digits}");
        }
        assert_eq!(exact(Lang::En, &big("1234567890123456789012")), "1,234,567,890,123,456,789,012");
    }

    #[test]
    fn shares_are_told_from_all_and_from_none() {
        for (part, of, expected) in [
            ("0", "7", "0 %"),
            ("7", "7", "100 %"),
            ("12", "20", "60.0 %"),
            ("1008", "1152", "87.5 %"),
            ("142560", "147168", "96.9 %"),
            ("9999999999992", "10000000000000", "99.999 999 999 92 %"),
            ("1", "1000", "0.10 %"),
            ("1", "1000000", "0.000 10 %"),
        ] {
            assert_eq!(share(Lang::En, &big(part), &big(of)), expected, "{part} of {of}");
        }
    }

    #[test]
    fn chances_are_told_from_certainty() {
        for (value, expected) in [
            (0.0, "0 %"),
            (14.0 / 27.0, "51.9 %"),
            (0.815_139_757, "81.5 %"),
            (0.9999, "99.990 %"),
            (1e-12, "< 0.000001 %"),
            (1.0 - 1e-12, "> 99.999999 %"),
        ] {
            assert_eq!(chance(Lang::En, value, false), expected);
        }
        assert_eq!(chance(Lang::En, 1.0, true), "100 %");
    }
}
