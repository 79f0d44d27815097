"""boto3's batch_writer, measured as the other contenders are: one JSON line on standard output."""

import json
import resource
import sys
import time
from decimal import Decimal

import boto3

endpoint, table_name, start, count, warm_up = sys.argv[1:6]
CITIES = ["Lisbon", "Osaka", "Nairobi", "Montréal", "Austin"]


def bench_item(n):
    return {
        "pk": f"ORDER#{n:012d}",
        "customer": f"CUSTOMER#{n % 99991}",
        "email": f"customer{n % 99991}@mail.example.com",
        "status": "returned" if n % 7 == 0 else "delivered",
        "city": CITIES[n % len(CITIES)],
        "amount": Decimal(n % 50000) / 100,
        "quantity": n % 9 + 1,
        "gift": n % 11 == 0,
        "note": "leave with the neighbour if nobody answers the door",
    }


table = boto3.resource(
    "dynamodb",
    endpoint_url=endpoint,
    region_name="us-east-1",
    aws_access_key_id="test",
    aws_secret_access_key="test",
).Table(table_name)


def write(first, items):
    with table.batch_writer() as batch:
        for n in range(first, first + items):
            batch.put_item(Item=bench_item(n))


write(int(start), int(warm_up))
started, cpu = time.perf_counter(), time.process_time()
write(int(start) + int(warm_up), int(count))
print(
    json.dumps(
        {
            "seconds": time.perf_counter() - started,
            "cpuSeconds": time.process_time() - cpu,
            "peakMemoryMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )
)
