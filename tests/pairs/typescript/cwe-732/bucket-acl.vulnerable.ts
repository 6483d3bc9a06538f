import { S3Client, PutObjectCommand } from "@aws-sdk/client-s3";

const s3 = new S3Client({});

export async function storeInvoice(id: string, pdf: Buffer): Promise<void> {
  await s3.send(
    new PutObjectCommand({ Bucket: "invoices", Key: `${id}.pdf`, Body: pdf, ACL: "public-read" }),
  );
}
