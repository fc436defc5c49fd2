// Stands in for @nestjs/swagger in the server's bundle: the document is generated beforehand and served as a file, so at
// run time its decorators have nothing to do.
const nothing = () => () => undefined;
export const ApiBody = nothing;
export const ApiConsumes = nothing;
export const ApiExcludeController = nothing;
export const ApiExcludeEndpoint = nothing;
export const ApiExtraModels = nothing;
export const ApiHeader = nothing;
export const ApiOkResponse = nothing;
export const ApiOperation = nothing;
export const ApiParam = nothing;
export const ApiProduces = nothing;
export const ApiProperty = nothing;
export const ApiQuery = nothing;
export const ApiResponse = nothing;
export const ApiTags = nothing;
export const getSchemaPath = () => '';
