//! End-to-end tests of the release build in real Chromium, real Firefox and, for the main paths, real WebKitGTK.
//!
//! `cargo xtask test --only e2e` runs them; one file a theme.

use oversold_e2e::tests;
use std::process::ExitCode;

mod accessibility;
mod cancel;
mod clocks;
mod crowd;
mod cures;
mod element;
mod elsewhere;
mod embed;
mod explore;
mod faults;
mod first;
mod frame;
mod gallery;
mod history;
mod hosting;
mod hosts;
mod kept;
mod leaks;
mod learn;
mod limits;
mod links;
mod lock;
mod long;
mod looks;
mod modules;
mod odd;
mod outcomes;
mod page;
mod parts;
mod platform;
mod replay;
mod screen;
mod stale;
mod versions;
mod webkit;

fn main() -> ExitCode {
    oversold_e2e::main(tests![
        accessibility::axe_finds_nothing,
        cancel::cancel,
        clocks::clocks,
        crowd::crowd,
        cures::cures,
        element::element,
        elsewhere::elsewhere,
        embed::frames,
        embed::hosts_without_headers,
        embed::the_element_stays_small,
        explore::explore,
        faults::faults,
        first::before_the_app,
        frame::frame,
        gallery::gallery,
        history::history,
        hosting::a_sub_folder,
        hosting::blocked_storage,
        hosting::frames_and_links_on_a_good_host,
        hosting::the_service_worker,
        hosting::the_strictest_policy,
        hosts::hosts_that_do_something_else,
        kept::what_was_kept_opens,
        leaks::leaks,
        learn::every_lesson_by_keyboard,
        learn::learning,
        learn::lessons_in_frames,
        limits::limits,
        links::links,
        lock::places_of_the_lock,
        long::long,
        looks::looks,
        modules::the_page_in_parts,
        odd::odd_browsers,
        outcomes::outcomes,
        page::the_page,
        page::without_isolation_it_simulates_and_says_so,
        parts::parts,
        platform::lessons_on_a_platform,
        platform::manifests_follow_their_schema,
        replay::replay,
        screen::one_screen,
        stale::stale,
        versions::a_new_version,
        webkit::as_it_comes,
        webkit::behind_the_service_worker,
        webkit::with_shared_memory,
    ])
}
