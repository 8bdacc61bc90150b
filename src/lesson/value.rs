//! What a lesson's file says, before anybody has looked at it: whoever reads the file makes it, from TOML or from what the
//! build made of that.

/// Names and what they stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Table(pub Vec<(String, Value)>);

impl Table {
    /// What a name stands for.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }
}

/// A value of the file.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// True or false.
    Truth(bool),
    /// Several.
    List(Vec<Value>),
    /// Names and what they stand for.
    Table(Table),
    /// Anything else, which no lesson has.
    Other,
}

impl Value {
    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The whole number, if it is one.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "looked at before")]
    pub fn as_whole(&self) -> Option<u32> {
        match self {
            Self::Number(number) if number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(number) => {
                Some(*number as u32)
            }
            _ => None,
        }
    }

    /// Whether it is true, if it is that or false.
    pub const fn as_truth(&self) -> Option<bool> {
        if let Self::Truth(truth) = self { Some(*truth) } else { None }
    }

    /// The table, if it is one.
    pub const fn as_table(&self) -> Option<&Table> {
        if let Self::Table(table) = self { Some(table) } else { None }
    }
}
