/** A program that uses the types of the installed package. Wrong in one place, so that the types are seen to say something. */
export const TYPED = `import type { ErrorReport, ExportReport, LoadReport, PlanReport, Transform } from "spillway";
export const even: Transform = (record) => (Number(record.id) % 2 === 0 ? record : undefined);
export const all = ({ written, rejected }: LoadReport): number => written + rejected;
export const cheapest = (plan: PlanReport): number => plan.strategies[0]?.dollarsOfRun ?? 0;
export const codeOf = ({ error }: ErrorReport): string => error.code;
export const shares = (report: ExportReport): keyof ExportReport => Object.keys(report)[0] as keyof ExportReport;
// @ts-expect-error a transform gives records
export const wrong: Transform = () => 1;`;
