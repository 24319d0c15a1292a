"""A study of replications and parameter draws, over cores or a cluster; resumes.

``study`` reads what is asked, ``plan`` says which tasks that makes, ``tasks`` lives one of them,
``run`` has them lived, ``parts`` keeps what is finished, ``reduce`` adds it up and ``finding``
is the answer.
"""
