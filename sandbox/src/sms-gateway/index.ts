// The door of the SMS gateway.

export { deliver } from './deliver.ts';
export { smsGatewayRoutes } from './routes.ts';
