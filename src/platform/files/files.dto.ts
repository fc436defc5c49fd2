/** 附件 / a file */
export class FileResponse {
  /** @format uuid */
  id: string;
  /** 文件名 / name @example "预算批复.pdf" @maxLength 200 */
  name: string;
  /** 由内容识别的类型 / media type, recognised from the content @example "application/pdf" @maxLength 100 */
  mediaType: string;
  /** 字节数 / size in bytes @minimum 1 @maximum 10485760 */
  size: number;
  /** 内容摘要,含算法名 / digest of the content with its algorithm @pattern ^(sm3|sha256):[0-9a-f]{64}$ @maxLength 71 */
  digest: string;
  /** 下载地址 / where the content is @maxLength 200 */
  contentUrl: string;
  /** 上传时间 / uploaded @format date-time */
  createdAt: string;
}
