import { expect, test } from "vitest";
import { loadsHere } from "./load-here.ts";

const loads = loadsHere();
/** As a template tag, backslashes stand as they do in the file. */
const raw = String.raw;

test("pandas' index column is refused, and left out with the option that the refusal names", async () => {
  const table = await loads.table({ keys: ["id:S"] });
  await loads.file("a.csv", ",id,name\n0,u1,Zoë\n1,u2,Max\n");
  expect(await loads.said("a.csv", table)).toBe(
    "error: the header on line 1: expected a name for each column; column 1 has none\n" +
      "       Name the columns; an empty name leaves its column out: --columns ,id,name\n",
  );
  const { report } = await loads.load("a.csv", table, "--columns", ",id,name");
  expect(report).toMatchObject({ read: 2, written: 2 });
  expect(await loads.items(table)).toEqual([
    { id: { S: "u1" }, name: { S: "Zoë" } },
    { id: { S: "u2" }, name: { S: "Max" } },
  ]);
  expect(await loads.said("a.csv", table, "--columns", ",id,name")).toContain(
    "CSV, 3 columns, 1 left out, delimiter comma",
  );
});

test("a name that comes twice is refused, and both columns are loaded by other names", async () => {
  const table = await loads.table({ keys: ["id:S"] });
  await loads.file("a.csv", 'id,"city, country","city, country"\nu1,Bonn,1\n');
  const option = `'id,"city, country","city, country_2"'`;
  expect(await loads.said("a.csv", table)).toContain(`Name the columns: --columns ${option}`);
  await loads.load("a.csv", table, "--columns", option.slice(1, -1));
  expect(await loads.items(table)).toEqual([
    { id: { S: "u1" }, "city, country": { S: "Bonn" }, "city, country_2": { N: "1" } },
  ]);
});

test("comments before the header are refused, and passed over: the places of rejects stay true", async () => {
  const table = await loads.table({ keys: ["id:S"] });
  await loads.file("a.csv", '# users, 2026\n# "x\nid,n\nu1,1\nu2\nu3,3\n');
  expect(await loads.said("a.csv", table)).toContain(
    "Line 3 has the table's key: if the header begins there, --skip-lines 2",
  );
  const { report, rejects } = await loads.load("a.csv", table, "--skip-lines", "2");
  expect(report).toMatchObject({ read: 3, written: 2, rejected: 1 });
  expect(rejects[0]?.position).toMatchObject({ line: 5, index: 1 });
  expect(await loads.items(table)).toEqual([
    { id: { S: "u1" }, n: { N: "1" } },
    { id: { S: "u3" }, n: { N: "3" } },
  ]);
});

test("a file without a header asks for names, and has its first line loaded", async () => {
  const table = await loads.table({ keys: ["id:N"] });
  await loads.file("a.csv", "7;Zoë;true\n8;Max;false\n");
  expect(await loads.said("a.csv", table, "--no-header")).toBe(
    'error: expected names for the columns, as there is no header; came none. The first record is "7", "Zoë", "true"\n' +
      "       Name them in this order: --no-header --columns c1,c2,c3\n",
  );
  const refused = await loads.said("a.csv", table, "--no-header", "--columns", "id,name");
  expect(refused).toContain("as many names as the first record has fields, 3; came 2");
  await loads.load("a.csv", table, "--no-header", "--columns", "id,name,active");
  expect(await loads.items(table)).toEqual([
    { id: { N: "8" }, name: { S: "Max" }, active: { BOOL: false } },
    { id: { N: "7" }, name: { S: "Zoë" }, active: { BOOL: true } },
  ]);
});

test("MySQL's escapes are found, and said; what may be one or not is asked for", async () => {
  const table = await loads.table({ keys: ["id:S"] });
  const lines = [
    raw`"u1","say \"hi\"",1`,
    raw`"u2","C:\\dir\\",\N`,
    raw`"u3","two
lines, \"quoted\"",3`,
    raw`"u4","tab\tor not",4`,
  ];
  for (const name of ["a.csv", "b.csv", "c.csv"]) {
    await loads.file(name, `id,text,n\n${lines.join("\n")}\n`);
  }
  const said = await loads.said("a.csv", table);
  expect(said).toContain(
    "fields escape quotes by a backslash, by the first records (to change that: --escape none)",
  );
  const found = [
    { id: { S: "u1" }, text: { S: 'say "hi"' }, n: { N: "1" } },
    { id: { S: "u2" }, text: { S: raw`C:\dir\ `.trim() }, n: { NULL: true } },
    { id: { S: "u3" }, text: { S: 'two\nlines, "quoted"' }, n: { N: "3" } },
  ];
  expect(await loads.items(table)).toEqual(found);

  const { report } = await loads.load("b.csv", table, "--escape", "\\");
  expect(report).toMatchObject({ read: 4, written: 4, rejected: 0 });
  expect(await loads.items(table)).toEqual([
    ...found,
    { id: { S: "u4" }, text: { S: "tab\tor not" }, n: { N: "4" } },
  ]);

  const { rejects } = await loads.load("c.csv", table, "--escape", "none");
  expect(rejects.map(({ position }) => position.line)).toEqual([2, 4, 5]);
});

test("what mysqldump --tab writes: tabs, no quotes, no header", async () => {
  const table = await loads.table({ keys: ["id:S"] });
  await loads.file(
    "a.txt",
    raw`u1	two\
lines\	and a tab	\N
u2	C:\\dir	2
`,
  );
  const args = ["--no-header", "--columns", "id,text,n", "--delimiter", "tab", "--escape", "\\"];
  const { report } = await loads.load("a.txt", table, ...args);
  expect(report).toMatchObject({ read: 2, written: 2 });
  expect(await loads.items(table)).toEqual([
    { id: { S: "u1" }, text: { S: "two\nlines\tand a tab" }, n: { NULL: true } },
    { id: { S: "u2" }, text: { S: raw`C:\dir` }, n: { N: "2" } },
  ]);
});

test("a path that ends with a backslash stays one where quotes are doubled", async () => {
  const table = await loads.table({ keys: ["id:S"] });
  await loads.file(
    "a.csv",
    raw`id,path
u1,"C:\"
u2,"say ""hi"" \"
`,
  );
  await loads.load("a.csv", table);
  expect(await loads.items(table)).toEqual([
    { id: { S: "u1" }, path: { S: "C:\\" } },
    { id: { S: "u2" }, path: { S: 'say "hi" \\' } },
  ]);
});

test("--empty null stores NULL, in a column of any type, but not in a key", async () => {
  const table = await loads.table({
    keys: ["id:S"],
    globalIndexes: { byDay: { keys: ["day:N"] } },
  });
  await loads.file("a.csv", 'id,day,name,age,active\nu1,1,Zoë,31,true\nu2,,"",,\n,2,x,1,true\n');
  const { report, rejects } = await loads.load("a.csv", table, "--empty", "null");
  expect(report).toMatchObject({ read: 3, written: 2, rejected: 1 });
  expect(rejects[0]?.position).toMatchObject({ line: 4 });
  expect(await loads.items(table)).toEqual([
    {
      ...{ id: { S: "u1" }, day: { N: "1" }, name: { S: "Zoë" }, age: { N: "31" } },
      active: { BOOL: true },
    },
    { id: { S: "u2" }, name: { NULL: true }, age: { NULL: true }, active: { NULL: true } },
  ]);
  await loads.file("b.csv", "user,date,n\nu3,,\nu4,May,\n");
  const made = await loads.load("b.csv", table, "--pk", "{user}#{date}", "--empty", "null");
  expect(made.rejects.map(({ reason }) => reason.message)).toEqual([
    expect.stringContaining("came none"),
  ]);
  expect(await loads.items(table)).toContainEqual({
    ...{ id: { S: "u4#May" }, user: { S: "u4" }, date: { S: "May" }, n: { NULL: true } },
  });
});
