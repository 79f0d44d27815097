locals {
  # Where "pnpm build" puts an app's zip, unless the root was told another place.
  zips = { for app in ["direct-writer", "queue-producer", "queue-consumer"] : app => lookup(
    var.shared.zips, app, "${var.shared.apps_folder}/${app}/dist/${app}.zip",
  ) }

  # A spike that spills whole is drained in no more than the window, which the capacity is sized for.
  age_alarm_seconds = max(60, 2 * var.distribution_window_seconds)
}
