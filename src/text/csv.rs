//! Tables for spreadsheets. They are written as programs read them: commas between cells, a point before decimals (RFC 4180).
//! A spreadsheet reads them as its country writes: where decimals have a comma, it would put a whole line into one cell, and
//! read a thousandth as a thousand. There cells are separated by semicolons.

/// The same table, for a place where decimals have a comma, or not.
pub fn localised(table: &str, decimal_comma: bool) -> String {
    if !decimal_comma {
        return table.to_owned();
    }
    let mut out = String::with_capacity(table.len());
    let mut quoted = false;
    let mut cell = String::new();
    for c in table.chars() {
        quoted ^= c == '"';
        match c {
            ',' | '\r' | '\n' if !quoted => {
                out.push_str(&in_cell(&cell));
                out.push(if c == ',' { ';' } else { c });
                cell.clear();
            }
            _ => cell.push(c),
        }
    }
    out + &in_cell(&cell)
}

/// A cell: a number's point becomes a comma; a text with a semicolon is put in quotes.
fn in_cell(cell: &str) -> String {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match cell.strip_prefix('-').unwrap_or(cell).split_once('.') {
        Some((whole, decimals)) if digits(whole) && digits(decimals) => cell.replace('.', ","),
        _ if cell.contains(';') && !cell.starts_with('"') => format!("\"{cell}\""),
        _ => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_and_numbers_are_as_the_place_writes_them() {
        let table = "at,mean,name\r\n1,3.500,\"a, \"\"b\"\" 1.5\"\r\n2,-0.125,1.2.3\r\n3,,a;b\r\n";
        assert_eq!(localised(table, false), table);
        let there = "at;mean;name\r\n1;3,500;\"a, \"\"b\"\" 1.5\"\r\n2;-0,125;1.2.3\r\n3;;\"a;b\"\r\n";
        assert_eq!(localised(table, true), there);
        assert_eq!(localised("a,1.5", true), "a;1,5");
    }
}
