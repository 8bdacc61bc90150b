//! Things in an order that is nobody's answer.

/// So many things, in an order that is not theirs: the reverse, from its middle on.
pub fn shuffled(count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).rev().collect();
    // Of two, that would be their own.
    if count > 2 {
        order.rotate_left(count / 2);
    }
    order
}

/// The same with one of them moved to another place.
pub fn moved(order: &[usize], from: usize, to: usize) -> Vec<usize> {
    let mut order = order.to_vec();
    if from < order.len() && to < order.len() {
        let item = order.remove(from);
        order.insert(to, item);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_stands_in_its_order_before_it_was_put_there() {
        for count in 2..20 {
            let order = shuffled(count);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, (0..count).collect::<Vec<_>>());
            assert!(!order.is_sorted(), "{order:?}");
        }
    }

    #[test]
    fn one_is_moved_and_the_others_keep_their_order() {
        assert_eq!(moved(&[0, 1, 2, 3], 3, 1), [0, 3, 1, 2]);
        assert_eq!(moved(&[0, 1, 2, 3], 0, 2), [1, 2, 0, 3]);
        assert_eq!(moved(&[0, 1], 0, 2), [0, 1], "there is no such place");
    }
}
