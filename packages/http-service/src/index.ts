export { PROBLEM_MEDIA_TYPE } from "./problem.ts";
