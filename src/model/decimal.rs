//! Exact decimals for doses, written the way that is hard to misread.

use std::fmt;

/// An amount of at least zero, exact to a thousandth.
///
/// Doses are compared and multiplied exactly; binary floating point would not be exact.
/// The written form follows the safe-prescribing rules (RULES 7.1, G24): no trailing zero
/// (`1.0` has been read as 10), a leading zero (`.5` has been read as 5).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Decimal {
    thousandths: u64,
}

/// Why a text is not a [`Decimal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// Not digits with at most one point.
    #[error("an amount is digits with at most one point")]
    NotANumber,
    /// Such as `1.0` and `1.50`.
    #[error("an amount has no trailing zero")]
    TrailingZero,
    /// Such as `.5` and `01`.
    #[error("an amount below one begins with one zero")]
    LeadingZero,
    /// More than six digits before the point, or three behind it.
    #[error("an amount has at most six digits before the point and three after it")]
    TooPrecise,
}

impl Decimal {
    pub const ZERO: Self = Self { thousandths: 0 };

    /// Reads an amount.
    ///
    /// ```
    /// # use candor_model::{Decimal, DecimalError};
    /// assert_eq!(Decimal::parse("1.5").unwrap().to_string(), "1.5");
    /// assert_eq!(Decimal::parse("1.0"), Err(DecimalError::TrailingZero));
    /// assert_eq!(Decimal::parse(".5"), Err(DecimalError::LeadingZero));
    /// ```
    ///
    /// # Panics
    /// Never: nine digits fit.
    pub fn parse(text: &str) -> Result<Self, DecimalError> {
        let (whole, fraction) = match text.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (text, None),
        };
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !fraction.is_none_or(|f| digits(f) && !f.is_empty()) {
            return Err(DecimalError::NotANumber);
        }
        if whole.is_empty() {
            return Err(if fraction.is_some() {
                DecimalError::LeadingZero
            } else {
                DecimalError::NotANumber
            });
        }
        if whole.len() > 1 && whole.starts_with('0') {
            return Err(DecimalError::LeadingZero);
        }
        if fraction.is_some_and(|f| f.ends_with('0')) {
            return Err(DecimalError::TrailingZero);
        }
        let fraction = fraction.unwrap_or("");
        if whole.len() > 6 || fraction.len() > 3 {
            return Err(DecimalError::TooPrecise);
        }
        let thousandths = format!("{whole}{fraction:0<3}");
        Ok(Self { thousandths: thousandths.parse().expect("at most nine digits") })
    }

    pub fn thousandths(self) -> u64 {
        self.thousandths
    }

    pub fn from_thousandths(thousandths: u64) -> Self {
        Self { thousandths }
    }

    pub fn is_whole(self) -> bool {
        self.thousandths.is_multiple_of(1000)
    }

    /// Whether the amount is a whole number of halves.
    pub fn is_halves(self) -> bool {
        self.thousandths.is_multiple_of(500)
    }

    /// Whether `self` times `other` is exactly `product`.
    pub fn times_is(self, other: Self, product: Self) -> bool {
        u128::from(self.thousandths) * u128::from(other.thousandths)
            == u128::from(product.thousandths) * 1000
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction) = (self.thousandths / 1000, self.thousandths % 1000);
        if fraction == 0 {
            write!(f, "{whole}")
        } else {
            write!(f, "{whole}.{}", format!("{fraction:03}").trim_end_matches('0'))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_they_print() {
        for text in ["0", "1", "10", "0.5", "1.25", "4.5", "0.001", "999999.999"] {
            assert_eq!(Decimal::parse(text).map(|d| d.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn risky_ways_to_write_an_amount_are_refused() {
        for (text, error) in [
            ("1.0", DecimalError::TrailingZero),
            ("1.50", DecimalError::TrailingZero),
            (".5", DecimalError::LeadingZero),
            ("04.5", DecimalError::LeadingZero),
            ("00", DecimalError::LeadingZero),
            ("", DecimalError::NotANumber),
            ("1,5", DecimalError::NotANumber),
            ("1.", DecimalError::NotANumber),
            ("1.5.2", DecimalError::NotANumber),
            ("-1", DecimalError::NotANumber),
            ("1e3", DecimalError::NotANumber),
            ("1.5 mg", DecimalError::NotANumber),
            ("0.0005", DecimalError::TooPrecise),
            ("1234567", DecimalError::TooPrecise),
        ] {
            assert_eq!(Decimal::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn products_are_compared_exactly() {
        let d = |text| Decimal::parse(text).expect("a test amount");
        assert!(d("1.5").times_is(d("3"), d("4.5")));
        assert!(d("0.1").times_is(d("3"), d("0.3")));
        assert!(!d("1.5").times_is(d("3"), d("4.501")));
    }
}
