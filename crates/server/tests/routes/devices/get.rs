//! The devices that are signed in.

use portal_protocol::DeviceList;
use uuid::Uuid;

use crate::college::{College, LAVOIE, OKAFOR};

#[tokio::test]
async fn each_device_is_listed_once_by_its_name() {
    let college = College::open().await;
    let (laptop, desktop) = (Uuid::new_v4(), Uuid::new_v4());
    college.sign_in_on(LAVOIE, laptop).await;
    college.sign_in_on(LAVOIE, laptop).await;
    let computer = college.sign_in_on(LAVOIE, desktop).await;
    college.sign_in(OKAFOR).await;
    let list: DeviceList = computer.get("/v1/devices").await.json().await.unwrap();
    let mut devices: Vec<_> = list.devices.iter().map(|device| device.id).collect();
    devices.sort_unstable();
    let mut expected = vec![laptop, desktop];
    expected.sort_unstable();
    assert_eq!(devices, expected);
    assert_eq!(list.devices[0].name, "Zoé’s laptop");
}
