import React from 'react';
import DOMPurify from 'dompurify';

export function Comment({ comment }: { comment: { body: string } }) {
  return <div className="comment" dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(comment.body) }} />;
}
