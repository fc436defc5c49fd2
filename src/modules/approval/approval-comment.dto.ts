import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
} from 'class-validator';

/** 催办 / urge */
export class UrgeRequest {
  /** 说明 / a word to those who are to act */
  @IsOptional()
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
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  fileIds?: string[];
}
