//! The lessons there are, in the order of the story. Each file has every language in it; a lesson is read when it is opened.

use super::data::Lesson;
use super::read::read;
use crate::scenario::Topic;

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/www/lessons/", $name, ".toml"))
    };
}

/// The file of a lesson.
pub const fn source(topic: Topic) -> &'static str {
    match topic {
        Topic::Race => file!("race"),
        Topic::Lock => file!("lock"),
        Topic::Join => file!("join"),
        Topic::Place => file!("place"),
        Topic::File => file!("file"),
        Topic::Messages => file!("messages"),
        Topic::Cas => file!("cas"),
    }
}

/// A lesson.
///
/// # Errors
/// When its file is wrong, which a test makes sure of.
pub fn lesson(topic: Topic) -> Result<Lesson, String> {
    read(source(topic))
}
