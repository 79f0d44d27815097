export { type Clients, createClients } from "./clients.ts";
