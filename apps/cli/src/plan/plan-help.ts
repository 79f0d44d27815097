/** What `spillway plan --help` begins with. */
export const PLAN_QUESTIONS = `What will throttle?     spillway plan --pattern 'spike 1000x every 10m' --table Users
How long does it take?  spillway plan users.csv --table Users
What does it cost?      spillway plan --per-second 1000 --size 700B
`;

/** What follows the options. */
export const PLAN_HELP = `
Examples:
  $ spillway plan users.csv --key id:S --index byEmail:email:S
  $ spillway plan users.csv --table Users --within 30m --html plan.html
  $ spillway plan --items 10M --size 700B --per-second 1000
  $ spillway plan --pattern orders.csv --table Orders --retry 'every 5s for 30s'
  $ spillway plan --pattern 'black-friday 1000 → 100000' --read-share 80%
  $ spillway plan --pattern daily --per-second 5k --hot-key 'TENANT#1=40%'
  $ spillway plan --from-table Orders --days 14 --region eu-west-1
  $ spillway plan --per-second 500 --size 2KB --table-from-plan plan.json --tfvars table.tfvars
  $ spillway plan --per-second 1000 --size 1KB --json | jq .advice

Each way of writing is run on a simulator, second by second, by the rules that DynamoDB throttles by;
nothing is written. A file is measured: sizes, keys and index entries of every record. AWS is asked for
what is there only: --table, --from-table, s3://.

Patterns:
  a CSV                        time, and writes or units; reads, read_units, throttled, units:<index>
  steady                       the same all the time
  daily                        a day that is busiest at 15:00, a tenth of it at 3:00
  weekly                       the same with a third of it on Saturdays and Sundays
  growth                       days as daily that grow to ten times as much
  tweets                       real: 30 days of mentions of a stock, with the spikes that news bring
  spike 1000x every 10m        1,000 writes at once, every ten minutes
  black-friday 1000 → 100000   a November; on the 27th from 1,000 a second at midnight up to 100,000
                               from 8:00 to 20:00 (-> and to are the same as →)
--per-second says how big steady, daily, weekly, growth (at the busiest hour of a usual day) and tweets
(in the mean) are: 100 where nobody says. Its items have 1 KB where neither --size nor the CSV says.

Ways of writing:
  on-demand          pays each write; a new table takes 4,000 units a second and grows by doubling
  on-demand-maximum  the same, never above --max-units
  fixed              provisioned; the least at which nothing throttles, or --capacity
  auto-scaling       provisioned, steered by Application Auto Scaling
  scaler             provisioned, steered by Spillway's scaler
  scaler-predicting  the same, raising ahead of what comes back each day
  buffered           all goes through SQS and is written at the table's pace
  spillover          what the table takes at once is written, the rest goes through SQS
  direct             a batch writer that tries each record 8 times: of spikes and small files
  import             DynamoDB's import from S3: of a file, into a new table only

What the numbers mean:
  throttled     attempts that DynamoDB refuses, as its metric WriteThrottleEvents counts them
  peak units    most write units used in one second, of the table or the index that used most
  complete      from the first write to the last one that is done
  worst delay   the longest that a write waited; most backlog: how many waited at one time
  unit-hours    units that were provisioned, times hours, as billed; none on demand
  of the run    dollars for this load: table, indexes, Lambda, SQS, S3
  of a month    traffic that comes again and again for 730 hours; else one run, and the table standing
                for the rest of the month; of a run that takes longer than a month, 730 hours' share`;
