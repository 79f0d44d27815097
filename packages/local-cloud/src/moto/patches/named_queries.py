"""Deletes named queries of Athena, for which moto 5.2 has no code, and says of one that is not there that it is not."""

MODULE = "moto.athena.responses"


def patch(responses):
    found = responses.AthenaResponse.get_named_query

    def missing(self):
        query_id = self._get_param("NamedQueryId")
        if query_id in self.athena_backend.named_queries:
            return None
        return self.error(f"NamedQuery {query_id} was not found", 400)

    def get_named_query(self):
        return missing(self) or found(self)

    def delete_named_query(self):
        answer = missing(self)
        if answer is None:
            del self.athena_backend.named_queries[self._get_param("NamedQueryId")]
        return answer or "{}"

    responses.AthenaResponse.get_named_query = get_named_query
    responses.AthenaResponse.delete_named_query = delete_named_query
