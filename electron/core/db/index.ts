// What the capabilities may use of the database layer.
export { latestSchema } from './migrate.ts';
export { catalogueApplicationId, type Db, openCatalogue, transaction } from './open.ts';
