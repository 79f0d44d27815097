locals {
  # Where "pnpm build" puts an app's zip, unless the root was told another place.
  zips = { for app in ["cart-api", "cart-settler"] : app => lookup(
    var.shared.zips, app, "${var.shared.apps_folder}/${app}/dist/${app}.zip",
  ) }
}
