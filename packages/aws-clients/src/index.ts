export { type Clients, createClients } from "./clients.ts";
export { createLoadClients, type LoadClients } from "./load-clients.ts";
