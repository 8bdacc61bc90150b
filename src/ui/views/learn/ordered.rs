//! Things in an order that is nobody's answer.

/// So many things, in an order that is neither the first nor its reverse: pairs change places, then the halves do.
pub fn shuffled(count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).rev().collect();
    order.rotate_left(count / 2);
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
