// What other capabilities may use of intake.
export { intakeHandlers } from './handlers.ts';
export { imageItemHandler, pageImage, picturePaths, requestPictures } from './image-item.ts';
export { type IntakeDeps, sourceItemHandler } from './source-item.ts';
