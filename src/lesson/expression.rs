//! What is true of a step, as a formula over facts: `sold == tickets`, `oversold > 0 and preemptions <= 1`. So a lesson never
//! says a number that the page can find out by itself.
//!
//! ```text
//! any     = all ("or" all)*
//! all     = not ("and" not)*
//! not     = "not" not | compared
//! compared= sum (("==" | "!=" | "<" | "<=" | ">" | ">=") sum)?
//! sum     = product (("+" | "-") product)*
//! product = value ("*" value)*
//! value   = whole number | name | "(" any ")"
//! ```
//!
//! True is 1, false 0, and whatever is not 0 counts as true.

use super::facts::{Fact, Facts};

/// A formula that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression(Node);

#[derive(Clone, Debug, PartialEq)]
enum Node {
    Number(f64),
    Fact(Fact),
    Not(Box<Node>),
    Both(Operator, Box<(Node, Node)>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Or,
    And,
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
    Plus,
    Minus,
    Times,
}

/// The operators that compare, as they are written.
const COMPARISONS: [(&str, Operator); 6] = [
    ("==", Operator::Equal),
    ("!=", Operator::Unequal),
    ("<", Operator::Less),
    ("<=", Operator::AtMost),
    (">", Operator::More),
    (">=", Operator::AtLeast),
];

/// How deep parentheses and `not` may stand in each other.
const DEEPEST: u32 = 16;

impl Expression {
    /// Reads a formula.
    ///
    /// # Errors
    /// What is wrong with it, in words for whoever writes lessons.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut reader = Reader { words: words(text)?, at: 0, depth: 0 };
        let node = reader.any()?;
        match reader.next() {
            None => Ok(Self(node)),
            Some(word) => Err(format!("`{word}` is not expected there")),
        }
    }

    /// Its value; `None` where a fact is not known.
    pub fn value(&self, facts: &Facts) -> Option<f64> {
        value(&self.0, facts)
    }

    /// Whether it is true; `None` where a fact is not known.
    pub fn holds(&self, facts: &Facts) -> Option<bool> {
        self.value(facts).map(|value| value != 0.0)
    }

    /// Every fact it asks for.
    pub fn facts(&self) -> Vec<Fact> {
        let mut all = Vec::new();
        collect(&self.0, &mut all);
        all
    }
}

fn collect(node: &Node, all: &mut Vec<Fact>) {
    match node {
        Node::Number(_) => {}
        Node::Fact(fact) => all.push(*fact),
        Node::Not(inner) => collect(inner, all),
        Node::Both(_, both) => {
            collect(&both.0, all);
            collect(&both.1, all);
        }
    }
}

fn value(node: &Node, facts: &Facts) -> Option<f64> {
    Some(match node {
        Node::Number(number) => *number,
        Node::Fact(fact) => facts.get(*fact)?,
        Node::Not(inner) => truth(value(inner, facts)? == 0.0),
        Node::Both(operator, both) => {
            let (left, right) = (value(&both.0, facts)?, value(&both.1, facts)?);
            operator.apply(left, right)
        }
    })
}

fn truth(is: bool) -> f64 {
    f64::from(u8::from(is))
}

impl Operator {
    #[allow(clippy::float_cmp, reason = "both are whole numbers, or the same measurement")]
    fn apply(self, left: f64, right: f64) -> f64 {
        match self {
            Self::Or => truth(left != 0.0 || right != 0.0),
            Self::And => truth(left != 0.0 && right != 0.0),
            Self::Equal => truth(left == right),
            Self::Unequal => truth(left != right),
            Self::Less => truth(left < right),
            Self::AtMost => truth(left <= right),
            Self::More => truth(left > right),
            Self::AtLeast => truth(left >= right),
            Self::Plus => left + right,
            Self::Minus => left - right,
            Self::Times => left * right,
        }
    }
}

/// Names, numbers and signs, one after the other.
fn words(text: &str) -> Result<Vec<&str>, String> {
    let (mut words, mut rest) = (Vec::new(), text.trim_start());
    while let Some(first) = rest.chars().next() {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let length = if is_name(first) {
            rest.find(|c| !is_name(c)).unwrap_or(rest.len())
        } else if ["==", "!=", "<=", ">="].iter().any(|sign| rest.starts_with(sign)) {
            2
        } else if "<>+-*()".contains(first) {
            1
        } else {
            return Err(format!("`{first}` means nothing in a formula"));
        };
        let (word, after) = rest.split_at(length);
        words.push(word);
        rest = after.trim_start();
    }
    Ok(words)
}

struct Reader<'a> {
    words: Vec<&'a str>,
    at: usize,
    depth: u32,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<&'a str> {
        self.words.get(self.at).copied()
    }

    fn next(&mut self) -> Option<&'a str> {
        let word = self.peek();
        self.at += 1;
        word
    }

    fn takes(&mut self, word: &str) -> bool {
        let is = self.peek() == Some(word);
        self.at += usize::from(is);
        is
    }

    fn any(&mut self) -> Result<Node, String> {
        let mut left = self.all()?;
        while self.takes("or") {
            left = Node::Both(Operator::Or, Box::new((left, self.all()?)));
        }
        Ok(left)
    }

    fn all(&mut self) -> Result<Node, String> {
        let mut left = self.not()?;
        while self.takes("and") {
            left = Node::Both(Operator::And, Box::new((left, self.not()?)));
        }
        Ok(left)
    }

    fn not(&mut self) -> Result<Node, String> {
        if self.takes("not") {
            return self.deeper(|reader| Ok(Node::Not(Box::new(reader.not()?))));
        }
        let left = self.sum()?;
        let sign = self.peek().and_then(|word| COMPARISONS.iter().find(|(sign, _)| *sign == word));
        let Some((_, operator)) = sign else { return Ok(left) };
        self.at += 1;
        Ok(Node::Both(*operator, Box::new((left, self.sum()?))))
    }

    fn sum(&mut self) -> Result<Node, String> {
        let mut left = self.product()?;
        loop {
            let operator = match self.peek() {
                Some("+") => Operator::Plus,
                Some("-") => Operator::Minus,
                _ => return Ok(left),
            };
            self.at += 1;
            left = Node::Both(operator, Box::new((left, self.product()?)));
        }
    }

    fn product(&mut self) -> Result<Node, String> {
        let mut left = self.one()?;
        while self.takes("*") {
            left = Node::Both(Operator::Times, Box::new((left, self.one()?)));
        }
        Ok(left)
    }

    fn one(&mut self) -> Result<Node, String> {
        let Some(word) = self.next() else { return Err("the formula ends too early".to_owned()) };
        if word == "(" {
            let inner = self.deeper(Self::any)?;
            return if self.takes(")") { Ok(inner) } else { Err("a `)` is missing".to_owned()) };
        }
        if let Ok(number) = word.parse::<u32>() {
            return Ok(Node::Number(number.into()));
        }
        Fact::named(word).map(Node::Fact).ok_or_else(|| format!("there is no fact `{word}`"))
    }

    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Result<Node, String>) -> Result<Node, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("the formula is too deep".to_owned());
        }
        let node = read(self)?;
        self.depth -= 1;
        Ok(node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::trace::Verdict;

    fn value(text: &str) -> Option<f64> {
        let verdict = Verdict { sold: 15, oversold: 14, ..Verdict::default() };
        let facts = Facts::of(&Scenario::default()).with_run(&verdict, false).with_answer(3);
        Expression::parse(text).unwrap_or_else(|error| panic!("{text}: {error}")).value(&facts)
    }

    #[test]
    fn formulas_have_the_values_one_would_expect() {
        for (text, expected) in [
            ("sold", 15.0),
            ("sold - tickets == oversold", 1.0),
            ("2 + 3 * 4 - 1", 13.0),
            ("(2 + 3) * 4", 20.0),
            ("10 - 2 - 3", 5.0),
            ("not sold == 15 or answer >= 3 and answer <= 3", 1.0),
            ("not (sold == 15 or answer == 3)", 0.0),
            ("not not sold", 1.0),
            ("sold!=buyers", 0.0),
            ("left < 1 and oversold > 13", 1.0),
        ] {
            assert_eq!(value(text), Some(expected), "{text}");
        }
        assert_eq!(value("preemptions"), None, "nobody was the scheduler");
        assert_eq!(value("wrong == 0 and sold"), None);
    }

    #[test]
    fn what_is_no_formula_is_said() {
        for (text, error) in [
            ("", "the formula ends too early"),
            ("sold ==", "the formula ends too early"),
            ("sold = 1", "`=` means nothing in a formula"),
            ("sold 1", "`1` is not expected there"),
            ("1 < 2 < 3", "`<` is not expected there"),
            ("(1", "a `)` is missing"),
            ("price > 3", "there is no fact `price`"),
            ("99999999999", "there is no fact `99999999999`"),
        ] {
            assert_eq!(Expression::parse(text), Err(error.to_owned()), "{text}");
        }
        assert_eq!(Expression::parse(&"(".repeat(99)), Err("the formula is too deep".to_owned()));
        assert_eq!(Expression::parse(&"not ".repeat(99)), Err("the formula is too deep".to_owned()));
    }
}
