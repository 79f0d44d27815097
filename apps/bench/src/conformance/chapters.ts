import { CHANGING_TABLES } from "./cases/changing-tables.ts";
import { CONSUMED_CAPACITY } from "./cases/consumed-capacity.ts";
import { EXPRESSIONS } from "./cases/expressions/expressions.ts";
import { LEGACY } from "./cases/expressions/legacy.ts";
import { PARTIQL } from "./cases/expressions/partiql.ts";
import { HTTP_FORMS } from "./cases/http/http-forms.ts";
import { ITEMS } from "./cases/items.ts";
import { KEYS } from "./cases/keys.ts";
import { LARGE_PAGES } from "./cases/large-pages.ts";
import { MANY_ITEMS } from "./cases/many-items.ts";
import { ONE_WRONG } from "./cases/one-wrong.ts";
import { QUERIES } from "./cases/queries.ts";
import { SEVERAL_CLIENTS } from "./cases/several-clients.ts";
import { STREAMS, UNKNOWN } from "./cases/streams.ts";
import { TABLE_LIFE } from "./cases/table-life.ts";
import { TABLE_NAMES } from "./cases/table-names.ts";
import { WITHIN_CAPACITY } from "./cases/within-capacity.ts";
import type { Chapter } from "./step.ts";

/** The fewest requests of a whole run: fewer, and cases went missing. */
export const LEAST_REQUESTS = 9_000;

/** All that is compared, in this order. */
export const CHAPTERS: readonly Chapter[] = [
  ...ONE_WRONG,
  ...[TABLE_LIFE, TABLE_NAMES, ITEMS, KEYS, EXPRESSIONS, LEGACY, QUERIES, LARGE_PAGES, MANY_ITEMS],
  ...[CONSUMED_CAPACITY, PARTIQL, STREAMS, UNKNOWN, HTTP_FORMS],
  ...[CHANGING_TABLES, SEVERAL_CLIENTS, WITHIN_CAPACITY],
];
