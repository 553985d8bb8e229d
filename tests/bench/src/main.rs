#![doc = include_str!("../README.md")]

mod desktop;
mod documents;
mod draft;
mod engine;
mod lifelike;
mod many;
mod measure;
mod record;
mod window;

use std::{error::Error, fs, path::PathBuf};

use measure::Measures;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = PathBuf::from(arguments.next().ok_or("usage: portal-bench OUT.json [OTHER.json …]")?);
    let mut measures = Measures::default();
    engine::measure(&mut measures)?;
    record::measure(&mut measures)?;
    let folder = out.parent().ok_or("the file needs a folder")?;
    draft::measure(&mut measures, folder).await?;
    many::measure(&mut measures, folder).await?;
    desktop::measure(&mut measures, folder).await?;
    documents::measure(&mut measures)?;
    window::measure(&mut measures).await?;
    for other in arguments {
        measures.take_over(&fs::read_to_string(other)?)?;
    }
    fs::write(&out, measures.to_json()?)?;
    println!("\nwritten to {}", out.display());
    Ok(())
}
