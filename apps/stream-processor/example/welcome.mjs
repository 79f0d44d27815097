// One's own handler, as HANDLER_MODULE names it: each change of an item in its order, different items at once.

/** @type {import("@spillway/change-capture").ChangeHandler} */
export default async function welcome(change, { replayed }) {
  if (change.type !== "insert" || replayed) return;
  const name = change.newImage?.UserId?.S;
  console.log(`Welcome, ${name ?? "whoever you are"}: ${change.eventId}`);
}
