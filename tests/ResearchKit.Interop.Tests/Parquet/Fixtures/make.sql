-- Makes the Parquet files of this folder with DuckDB (an implementation that shares nothing with Parquet.Net), as the
-- data sets of the field are laid out on the Hugging Face Hub. Run in this folder: duckdb < make.sql
CREATE TABLE images AS
  SELECT row_number() OVER (ORDER BY filename) AS n, parse_filename(filename) AS name, content
  FROM read_blob(['../../../ResearchKit.Tests/Imaging/Fixtures/png-palette4.png',
                  '../../../ResearchKit.Tests/Imaging/Fixtures/baseline-2x2.jpg']);

-- openbmb/RLAIF-V-Dataset: image bytes without a path, image_path beside them, idx a number. Row 2 has no rejected
-- response, row 3 no image bytes, row 4 no image at all.
COPY (
  SELECT 'test' AS ds_name,
         CASE i WHEN 4 THEN NULL ELSE {'bytes': CASE i WHEN 3 THEN NULL ELSE (SELECT content FROM images WHERE n = i % 2 + 1) END,
                                       'path': NULL::VARCHAR} END AS image,
         'What is in image ' || i || '?' AS question, 'A chosen answer ' || i AS chosen,
         CASE i WHEN 2 THEN NULL ELSE 'A rejected answer ' || i END AS rejected,
         'VQAv2' AS origin_dataset, {'model': 'm', 'type': 'q'}::JSON::VARCHAR AS origin_split, i::BIGINT AS idx,
         CASE i WHEN 4 THEN NULL ELSE 'folder/image-' || i || '.png' END AS image_path
  FROM range(1, 6) r(i)
) TO 'rlaif-v.snappy.parquet' (FORMAT parquet, COMPRESSION snappy);

-- LLaVA's conversations as lists of structs, the image with its path; one list is empty, one NULL.
COPY (
  SELECT 'llava-' || i AS id,
         {'bytes': (SELECT content FROM images WHERE n = 1), 'path': 'coco/' || i || '.jpg'} AS image,
         CASE i WHEN 2 THEN [] WHEN 3 THEN NULL
                ELSE [{'from': 'human', 'value': '<image>' || chr(10) || 'Question ' || i || '?'}] END AS conversations,
         {'from': 'gpt', 'value': 'Chosen ' || i} AS chosen, {'from': 'gpt', 'value': 'Rejected ' || i} AS rejected
  FROM range(1, 5) r(i)
) TO 'llava.zstd.parquet' (FORMAT parquet, COMPRESSION zstd);

-- trl-lib/rlaif-v: a list of images, messages whose contents are lists of parts; two levels of repetition.
COPY (
  SELECT [{'bytes': (SELECT content FROM images WHERE n = 2), 'path': NULL::VARCHAR}] AS images,
         [{'role': 'user', 'content': [{'type': 'image', 'text': NULL::VARCHAR}, {'type': 'text', 'text': 'Ask ' || i}]}] AS prompt,
         [{'role': 'assistant', 'content': [{'type': 'text', 'text': 'Yes ' || i}]}] AS chosen,
         [{'role': 'assistant', 'content': [{'type': 'text', 'text': 'No ' || i}]}] AS rejected
  FROM range(1, 4) r(i)
) TO 'trl.gzip.parquet' (FORMAT parquet, COMPRESSION gzip);

-- Many row groups: 5,000 rows of 2,048 at most. Numbers, truth values and times that no format reads are in the way.
COPY (
  SELECT i AS id, 'Q' || i AS prompt, 'good ' || i AS chosen, 'bad ' || i AS rejected, 'photo-' || i || '.jpg' AS image,
         i / 7.0 AS score, i % 2 = 0 AS even, TIMESTAMP '2024-01-01' + INTERVAL (i) DAY AS at, (i * 1.5)::DECIMAL(9, 2) AS price,
         [i, i + 1] AS numbers, MAP {'k': i} AS extra
  FROM range(1, 5001) r(i)
) TO 'groups.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 2048);

-- The sample rows of the repository with their images inside, for data/samples.
COPY (
  SELECT {'bytes': content, 'path': image_path} AS image, idx, question, chosen, rejected
  FROM read_json('../../../../data/samples/pairs.rlaif-v.jsonl')
  JOIN (SELECT parse_filename(filename) AS name, content FROM read_blob('../../../../data/samples/pictures/*.png')) ON name = image_path
  ORDER BY length(idx), idx
) TO '../../../../data/samples/pairs.rlaif-v.parquet' (FORMAT parquet, COMPRESSION zstd);
