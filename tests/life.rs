//! How far each process of a run on real workers has come: bookkeeping without a browser.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use life::{Life, News, Report, Stage};
use oversold::{program, trace};
use trace::{Cause, Failure};

#[path = "../src/browser/workers/life.rs"]
mod life;

const STAGES: [Stage; 5] = [Stage::Starting, Stage::Ready, Stage::Ended, Stage::Dead, Stage::Failed];

fn failed() -> Report {
    Report::Failed("why".into())
}

#[test]
fn a_process_starts_and_ends() {
    let mut life = Life::new(3);
    assert_eq!(life.at(Stage::Starting), [1, 2, 3]);
    assert_eq!(life.hear(2, Report::Ready), Some(News::Ready));
    assert!(!life.all_started() && !life.is_over());
    assert_eq!(life.hear(1, Report::Ready), Some(News::Ready));
    assert_eq!(life.hear(3, Report::Ready), Some(News::Ready));
    assert!(life.all_started() && !life.is_over());
    assert_eq!(life.hear(1, Report::Ended), Some(News::Ended));
    assert_eq!(life.hear(3, Report::Dead), Some(News::Died));
    assert_eq!((life.at(Stage::Ready), life.count(Stage::Ready)), (vec![2], 1));
    assert!(!life.is_over());
    assert_eq!(life.hear(2, Report::Ended), Some(News::Ended));
    assert!(life.is_over() && life.failures().is_empty());
}

#[test]
fn the_cause_says_whether_it_had_started() {
    let mut life = Life::new(2);
    life.hear(2, Report::Ready);
    assert_eq!(life.hear(1, failed()), Some(News::Fails(Cause::DidNotStart("why".into()))));
    assert_eq!(life.hear(2, failed()), Some(News::Fails(Cause::Threw("why".into()))));
    // Heard, and not yet written down.
    assert_eq!((life.at(Stage::Starting), life.at(Stage::Ready)), (vec![1], vec![2]));
}

#[test]
fn a_run_in_which_nobody_starts_is_over() {
    let mut life = Life::new(2);
    assert!(life.fail(1, Cause::DidNotStart("why".into()), 0).is_some() && !life.is_over());
    assert!(life.fail(2, Cause::DidNotStart("why".into()), 0).is_some() && life.is_over());
}

#[test]
fn failures_are_kept_in_the_order_in_which_they_were_noticed() {
    let mut life = Life::new(3);
    life.hear(3, Report::Ready);
    life.fail(3, Cause::Silent, 5);
    life.fail(1, Cause::DidNotStart("why".into()), 9);
    let kept: Vec<_> = life.failures().iter().map(|(at, failure)| (*at, failure.buyer)).collect();
    assert_eq!(kept, [(5, 3), (9, 1)]);
}

/// Whoever has come to its end stays there, whatever is said of it; so does whoever is not ready, unless it becomes so.
#[test]
fn nobody_comes_to_two_ends() {
    for end in [Report::Ended, Report::Dead, failed()] {
        let mut life = Life::new(1);
        assert_eq!(life.hear(1, Report::Ended), None, "before it was ready");
        assert_eq!(life.hear(1, Report::Dead), None, "before it was ready");
        life.hear(1, Report::Ready);
        assert_eq!(life.hear(1, Report::Ready), None, "twice");
        if let Some(News::Fails(cause)) = life.hear(1, end) {
            assert_eq!(life.fail(1, cause.clone(), 7), Some(Failure { buyer: 1, cause }));
        }
        let stage = STAGES.into_iter().find(|stage| life.count(*stage) == 1).unwrap();
        assert!(life.is_over());
        for late in [Report::Ready, Report::Ended, Report::Dead, failed()] {
            assert_eq!(life.hear(1, late), None, "{stage:?}");
        }
        assert_eq!(life.fail(1, Cause::Silent, 9), None);
        assert_eq!((life.count(stage), life.failures().len()), (1, usize::from(stage == Stage::Failed)));
    }
}

#[test]
fn who_is_nobody_changes_nothing() {
    let mut life = Life::new(1);
    for nobody in [0, 2, u32::MAX] {
        assert_eq!(life.hear(nobody, Report::Ready), None);
        assert_eq!(life.fail(nobody, Cause::Silent, 0), None);
    }
    assert_eq!((life.at(Stage::Starting), life.failures().len()), (vec![1], 0));
}
