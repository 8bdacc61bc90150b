//! Where the nodes of a layered graph stand: a column a layer, from left to right, and in each column an order in which few
//! ways cross.
//!
//! Sweeps of the barycentre heuristic (Sugiyama, Tagawa and Toda 1981): each node goes to the mean of its neighbours in the
//! column before, then of those in the column behind, and so on; of all orders met on the way the one with the fewest
//! crossings is kept.

/// Lengths in CSS px: between columns, between nodes of a column, and around all.
const COLUMN: f64 = 56.0;
const ROW: f64 = 28.0;
const MARGIN: f64 = 22.0;

/// How many sweeps: more change nothing in graphs of this size.
const SWEEPS: usize = 8;

/// Where all nodes stand, in CSS px from the upper left corner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// By node.
    pub places: Vec<(f64, f64)>,
    /// The nodes of each layer, from top to bottom.
    pub columns: Vec<Vec<usize>>,
    /// How wide and how high it is, with the margin.
    pub size: (f64, f64),
}

/// Lays out nodes, of which each has a layer, and ways to nodes of the next one.
pub fn layout(layers: &[usize], ways: &[Vec<usize>]) -> Layout {
    let count = layers.iter().max().map_or(0, |last| last + 1);
    let mut columns = vec![Vec::new(); count];
    for (node, layer) in layers.iter().enumerate() {
        columns[*layer].push(node);
    }
    let mut back = vec![Vec::new(); layers.len()];
    for (from, ways) in ways.iter().enumerate() {
        for to in ways {
            back[*to].push(from);
        }
    }
    let mut best = (crossings(&columns, ways), columns.clone());
    for sweep in 0..SWEEPS {
        if sweep % 2 == 0 {
            (1..count).for_each(|at| sort(&mut columns, at, at - 1, &back));
        } else {
            (1..count).rev().for_each(|at| sort(&mut columns, at - 1, at, ways));
        }
        let found = crossings(&columns, ways);
        if found < best.0 {
            best = (found, columns.clone());
        }
    }
    placed(best.1, layers.len())
}

fn placed(columns: Vec<Vec<usize>>, nodes: usize) -> Layout {
    let most = length(columns.iter().map(Vec::len).max().unwrap_or(0));
    let mut places = vec![(0.0, 0.0); nodes];
    for (at, column) in columns.iter().enumerate() {
        let top = MARGIN + (most - length(column.len())) / 2.0;
        for (row, node) in column.iter().enumerate() {
            places[*node] = (MARGIN + length_of(at, COLUMN), top + length_of(row, ROW));
        }
    }
    let width = length_of(columns.len().saturating_sub(1), COLUMN) + 2.0 * MARGIN;
    Layout { places, size: (width, most + 2.0 * MARGIN), columns }
}

/// How long a column of so many is.
fn length(nodes: usize) -> f64 {
    length_of(nodes.saturating_sub(1), ROW)
}

fn length_of(steps: usize, step: f64) -> f64 {
    f64::from(u32::try_from(steps).unwrap_or(u32::MAX)) * step
}

/// Orders a column by the mean place of each node's neighbours in another one; who has none stays.
fn sort(columns: &mut [Vec<usize>], at: usize, by: usize, neighbours: &[Vec<usize>]) {
    let rank = ranks(&columns[by]);
    let own = ranks(&columns[at]);
    let mean = |node: usize| {
        let all: Vec<usize> = neighbours[node].iter().filter_map(|other| rank(*other)).collect();
        let sum = all.iter().sum::<usize>();
        let (sum, all) = if all.is_empty() { (own(node).unwrap_or(0), 1) } else { (sum, all.len()) };
        length_of(sum, 1.0) / length_of(all, 1.0)
    };
    let mut keyed: Vec<(f64, usize)> = columns[at].iter().map(|node| (mean(*node), *node)).collect();
    keyed.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    columns[at] = keyed.into_iter().map(|(_, node)| node).collect();
}

/// The place of each node of a column in it.
fn ranks(column: &[usize]) -> impl Fn(usize) -> Option<usize> + use<> {
    let most = column.iter().max().map_or(0, |most| most + 1);
    let mut ranks = vec![None; most];
    for (rank, node) in column.iter().enumerate() {
        ranks[*node] = Some(rank);
    }
    move |node| ranks.get(node).copied().flatten()
}

/// How many pairs of ways cross.
fn crossings(columns: &[Vec<usize>], ways: &[Vec<usize>]) -> usize {
    let mut count = 0;
    for pair in columns.windows(2) {
        let rank = ranks(&pair[1]);
        let mut ends: Vec<usize> = Vec::new();
        for from in &pair[0] {
            let own: Vec<usize> = ways[*from].iter().filter_map(|to| rank(*to)).collect();
            count += own.iter().map(|end| ends.iter().filter(|before| *before > end).count()).sum::<usize>();
            ends.extend(own);
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crossing_that_need_not_be_is_undone() {
        // Two ways side by side, named so that they cross at first.
        let laid = layout(&[0, 1, 1, 2, 2], &[vec![1, 2], vec![4], vec![3], vec![], vec![]]);
        assert_eq!(crossings(&laid.columns, &[vec![1, 2], vec![4], vec![3], vec![], vec![]]), 0);
        assert_eq!(laid.columns[1].len(), 2);
        assert!(
            (laid.places[1].1 - laid.places[4].1).abs() < 1e-9 && (laid.places[2].1 - laid.places[3].1).abs() < 1e-9
        );
        // One alone stands in the middle of the others.
        assert!((laid.places[0].1 * 2.0 - laid.places[1].1 - laid.places[2].1).abs() < 1e-9);
    }

    #[test]
    fn one_node_and_none() {
        assert_eq!(layout(&[0], &[vec![]]).places, [(MARGIN, MARGIN)]);
        assert!(layout(&[], &[]).places.is_empty());
    }
}
