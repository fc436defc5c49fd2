import { ArrayMaxSize, ArrayUnique, IsArray, IsNotEmpty, IsString, IsUUID, MaxLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';

/** 催办 / urge */
export class UrgeRequest {
  /** 说明 / a word to those who are to act */
  @Optional()
  @IsString()
  @MaxLength(500)
  comment?: string;
}

/** 评论,不影响办理 / a comment; it never holds anything up */
export class WriteCommentRequest {
  /** 内容 / text */
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  text: string;

  /** 附件(本人上传)/ attachments that the caller has uploaded */
  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  fileIds?: string[];
}
