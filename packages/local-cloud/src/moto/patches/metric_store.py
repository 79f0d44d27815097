"""Keeps CloudWatch's metrics by series (see `metric_series.py`) and answers from them.

moto 5.2 keeps each data point of all metrics for ever in one list, at about 1 KB each, and walks over that
list once for every period that is asked for; it takes periods from the first data point on, and for
GetMetricData any metric whose name and dimensions fit, of whatever namespace. Here periods begin at multiples
of their length, and a metric is its namespace, name and exact dimensions, as on AWS.
"""

from datetime import datetime, timezone

from patches.metric_series import MetricStore, seconds

MODULE = "moto.cloudwatch.models"


class Statistics:
    """One data point of GetMetricStatistics, with the members that its answer is made of."""

    def __init__(self, timestamp, bucket, names):
        self.timestamp = timestamp
        self.unit = bucket.unit
        members = {
            "SampleCount": "sample_count",
            "Sum": "sum",
            "Average": "average",
            "Minimum": "minimum",
            "Maximum": "maximum",
        }
        for name, member in members.items():
            setattr(self, member, bucket.statistic(name) if name in names else None)


def moment(at, like):
    made = datetime.fromtimestamp(at, timezone.utc)
    return made if like.tzinfo else made.replace(tzinfo=None)


def patch(models):
    backend = models.CloudWatchBackend
    parse_expression = models.parse_expression
    made = backend.__init__
    for needed in ("put_metric_data", "get_metric_data", "get_metric_statistics", "get_all_metrics"):
        getattr(backend, needed)

    def init(self, region_name, account_id):
        made(self, region_name, account_id)
        self.metric_data = MetricStore()

    def store_of(self):
        """All metrics, with those that moto itself works out of its buckets."""
        provided = self.aws_metric_data
        if not provided:
            return self.metric_data
        both = MetricStore()
        for datum in provided:
            both.append(datum)
        both.series.update(self.metric_data.series)
        return both

    def get_metric_statistics(
        self, namespace, metric_name, start_time, end_time, period, stats, dimensions, unit=None
    ):
        if start_time >= end_time:
            raise models.InvalidParameterValue(
                "The parameter StartTime must be less than the parameter EndTime."
            )
        found = store_of(self).periods(
            namespace, metric_name, dimensions, unit, seconds(start_time), seconds(end_time), period
        )
        return [Statistics(moment(at, start_time), bucket, stats) for at, bucket in found]

    def get_metric_data(self, queries, start_time, end_time, scan_by="TimestampAscending"):
        start, end = seconds(start_time), seconds(end_time)
        if start > end:
            raise models.ValidationError("The parameter EndTime must be greater than StartTime.")
        if start == end:
            raise models.ValidationError("The parameter StartTime must not equal parameter EndTime.")
        store = store_of(self)
        results = {}
        for query in (one for one in queries if "MetricStat" in one):
            asked = query["MetricStat"]
            metric, stat = asked["Metric"], asked["Stat"]
            found = store.periods(
                metric["Namespace"],
                metric["MetricName"],
                metric.get("Dimensions"),
                asked.get("Unit"),
                start,
                end,
                int(asked["Period"]),
            )
            told = [(at, bucket.statistic(stat)) for at, bucket in found]
            told = [(at, value) for at, value in told if value is not None]
            if scan_by == "TimestampDescending":
                told.reverse()
            results[query["Id"]] = {
                "id": query["Id"],
                "label": query.get("Label") or f"{metric['MetricName']} {stat}",
                "values": [value for _, value in told],
                "timestamps": [moment(at, start_time) for at, _ in told],
                "status_code": "Complete",
            }
        for query in (one for one in queries if "Expression" in one):
            expression = query["Expression"]
            if expression not in results:
                raise models.ValidationError(
                    f"the expression {expression} is not run by the local cloud: "
                    "ask for the metrics themselves"
                )
            values, timestamps = parse_expression(expression, list(results.values()))
            results[query["Id"]] = {
                "id": query["Id"],
                "label": query.get("Label") or query["Id"],
                "values": values,
                "timestamps": timestamps,
                "status_code": "Complete",
            }
        return [results[one["Id"]] for one in queries if one.get("ReturnData", True)]

    def get_all_metrics(self):
        """One datum for each metric, as ListMetrics asks for."""
        known = {key[:3] for key in store_of(self).series}
        return [
            models.MetricDatumBase(
                namespace, name, [{"Name": one, "Value": value} for one, value in dimensions], None
            )
            for namespace, name, dimensions in sorted(known)
        ]

    def get_filtered_metrics(self, metric_name, namespace, dimensions):
        return [
            datum
            for datum in self.get_all_metrics()
            if datum.filter(namespace=namespace, name=metric_name, dimensions=dimensions)
        ]

    backend.__init__ = init
    backend.get_metric_statistics = get_metric_statistics
    backend.get_metric_data = get_metric_data
    backend.get_all_metrics = get_all_metrics
    backend.get_filtered_metrics = get_filtered_metrics
