//! A screenshot in a third of its bytes: in the 256 colours it has most of, the others as the nearest of these. They are few
//! pixels, at the edges of letters.

use anyhow::{Context, Result, ensure};
use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Filter};
use std::collections::BTreeMap;
use std::io::Cursor;

/// As many as a byte can name.
const COLOURS: usize = 256;

type Colour = [u8; 3];

/// The same picture with a palette.
///
/// # Errors
/// When it is no PNG file of opaque colours.
pub fn small(picture: &[u8]) -> Result<Vec<u8>> {
    let mut reader = Decoder::new(Cursor::new(picture)).read_info()?;
    let mut pixels = vec![0; reader.output_buffer_size().context("too large")?];
    let info = reader.next_frame(&mut pixels)?;
    ensure!((info.color_type, info.bit_depth) == (ColorType::Rgb, BitDepth::Eight), "not as Chromium makes them");
    let (pixels, _) = pixels[..info.buffer_size()].as_chunks::<3>();
    let palette = palette(pixels);
    let mut known = BTreeMap::new();
    let indices: Vec<u8> =
        pixels.iter().map(|colour| *known.entry(*colour).or_insert_with(|| nearest(&palette, *colour))).collect();

    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, info.width, info.height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_palette(palette.concat());
    encoder.set_compression(Compression::High);
    // Of a palette, a pixel's number says nothing about its neighbour's.
    encoder.set_filter(Filter::NoFilter);
    encoder.write_header()?.write_image_data(&indices)?;
    Ok(out)
}

/// The colours of most pixels.
fn palette(pixels: &[Colour]) -> Vec<Colour> {
    let mut counts: BTreeMap<Colour, usize> = BTreeMap::new();
    for colour in pixels {
        *counts.entry(*colour).or_default() += 1;
    }
    let mut colours: Vec<(Colour, usize)> = counts.into_iter().collect();
    colours.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    colours.into_iter().take(COLOURS).map(|(colour, _)| colour).collect()
}

fn nearest(palette: &[Colour], wanted: Colour) -> u8 {
    let far = |colour: &Colour| -> u32 {
        colour.iter().zip(wanted).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
    };
    let found = (0..=u8::MAX).zip(palette).min_by_key(|(_, colour)| far(colour));
    found.map_or(0, |(index, _)| index)
}
