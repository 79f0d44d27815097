/** What a file is that holds no text, and how a person gets at what is in it. */
export interface Container {
  /** `a bzip2 file` */
  readonly what: string;
  /** A line with a command or a menu, in which FILE stands for the source's name. */
  readonly way: string;
}

/** How a container is recognised: by bytes that stand at one place of its beginning. */
interface Magic extends Container {
  readonly bytes: Buffer;
  readonly at: number;
}

/** Prints what is in a file, which can be loaded without a copy. */
const piped = (command: string) => `${command} | spillway load -`;
const EXCEL = "Save the sheet as CSV UTF-8 in Excel or LibreOffice, then load that.";

/** In the order in which they are looked for, by the formats' own specifications. */
const CONTAINERS: readonly Magic[] = [
  // Before it stand "BZh" and a digit.
  magic("1AY&SY", "a bzip2 file", piped("bunzip2 -c FILE"), 4),
  magic("\xfd7zXZ\x00", "an xz file", piped("xz -dc FILE")),
  magic("LZIP\x01", "an lzip file", piped("lzip -dc FILE")),
  magic("\x1f\x8b", "gzip within a compressed file", "Unpack it once, then load what came out."),
  magic("(\xb5/\xfd", "zstd within a compressed file", "Unpack it once, then load what came out."),
  magic("\x1f\x9d", "a file of compress", piped("gunzip -c FILE")),
  magic("\x89LZO\x00", "an lzop file", piped("lzop -dc FILE")),
  magic('\x04"M\x18', "an lz4 file", piped("lz4 -dc FILE")),
  magic("\x02!L\x18", "an lz4 file", piped("lz4 -dc FILE")),
  magic("\xff\x06\x00\x00sNaPpY", "a snappy file", piped("snzip -dc FILE")),
  magic("7z\xbc\xaf\x27\x1c", "a 7z archive", piped("7z x -so FILE")),
  magic("Rar!\x1a\x07", "a rar archive", piped("unrar p -inul FILE")),
  magic("ustar", "a tar archive", "Unpack it, then load the files: tar -xf FILE", 257),
  magic(
    "PAR1\x15",
    "a Parquet file",
    piped(`duckdb -c "COPY (FROM 'FILE') TO '/dev/stdout' (FORMAT json)"`),
  ),
  magic("Obj\x01", "an Avro file", piped("avro-tools tojson FILE")),
  magic("ORC\x08", "an ORC file", piped("orc-contents FILE")),
  magic("ORC\x0a", "an ORC file", piped("orc-contents FILE")),
  magic(
    "ARROW1\x00\x00",
    "an Arrow file",
    "Write it as JSON Lines or CSV, with DuckDB or pyarrow.",
  ),
  magic(
    "SQLite format 3\x00",
    "an SQLite database",
    piped("sqlite3 -csv -header FILE 'SELECT * FROM <table>'"),
  ),
  magic(
    "\x89HDF\r\n\x1a\n",
    "an HDF5 file",
    "Write its table as CSV, with pandas: read_hdf, to_csv.",
  ),
  magic("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook or Office document", EXCEL),
  magic("%PDF-", "a PDF document", "Export the records from where it was made, as CSV or JSON."),
  magic(
    "\xe0\x01\x00\xea",
    "Amazon Ion in its binary form",
    "Write it as Ion text or JSON, one item a line: only text is read.",
  ),
];

function magic(bytes: string, what: string, way: string, at = 0): Magic {
  return { bytes: Buffer.from(bytes, "latin1"), what, way, at };
}

/**
 * What a file is that begins so, where it is one that holds no text.
 *
 * @param head the decompressed beginning, 262 bytes or more where it has them
 * @returns undefined where none is recognised
 * @example
 * containerOf(head)?.way; // "bunzip2 -c FILE | spillway load -"
 */
export function containerOf(head: Buffer): Container | undefined {
  const begins = head.toString("latin1", 0, 4);
  if (begins === "PK\x03\x04" || begins === "PK\x05\x06") return zipOf(head);
  return CONTAINERS.find(
    ({ bytes, at }) => head.subarray(at, at + bytes.length).equals(bytes) && !isHeader(head, bytes),
  );
}

/** `ORC` and a line feed may be all of a CSV's header. */
function isHeader(head: Buffer, bytes: Buffer): boolean {
  return bytes.at(-1) === LINE_FEED && bytes.length < SHORT && !head.includes(0);
}

const LINE_FEED = 0x0a;
const SHORT = 8;

/** Within a zip file the names of what it holds stand as they are. */
function zipOf(head: Buffer): Container {
  const names = ["xl/", "[Content_Types].xml", "opendocument.spreadsheet"];
  return names.some((name) => head.includes(name))
    ? { what: "an Excel or OpenDocument workbook", way: EXCEL }
    : { what: "a zip file", way: piped("unzip -p FILE") };
}
